// Presets that are off: each gets one sentence with the file, the place and the remedy.
#include "engine/run/json_text.h"
#include "engine/run/machine.h"
#include "engine/run/preset.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

// A preset with one part replaced: `graph` within the only graph, `models` and `more` as JSON.
std::string presetWith(
    const std::string& graph, const std::string& models = R"(["serial", "threads"])", const std::string& more = "") {
    return R"({"name": "x", "workload": {"graphs": [{)" + graph + R"(}]}, "models": )" + models +
           (more.empty() ? "" : ", " + more) + "}";
}

std::string more(const std::string& text) {
    return presetWith("", R"(["serial", "threads"])", text);
}
std::string models(const std::string& list) {
    return presetWith("", list);
}
std::string expecting(const std::string& line) {
    return more(R"("expect": [{)" + line + "}]");
}

struct Case {
    std::string json, says;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        CAPTURE(c.json.substr(0, 300), c.says);
        const auto preset = parsePreset(c.json, "my.json");
        REQUIRE_FALSE(preset);
        CHECK(preset.error().kind == Error::Kind::Invalid);
        const std::string& sentence = preset.error().message;
        CHECK_THAT(sentence, Catch::StartsWith("my.json: ") && Catch::Contains(c.says));
        CHECK(sentence.find('\n') == std::string::npos);
        CHECK(sentence.size() < 500);
    }
}

std::string nested(int depth, const std::string& open, const std::string& close) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += open;
    for (int i = 0; i < depth; ++i) text += close;
    return text;
}

}  // namespace

TEST_CASE("what is no JSON is told by line and column") {
    check({
        {"", "is empty; a preset is a JSON object"},
        {" \n\t ", "is empty"},
        {"hello", "line 1, column 1: syntax error"},
        {"{\"name\": \"x\",\n  \"models\": ]}", "line 2, column 13: syntax error"},
        {"{\"name\": \"x\"", "line 1, column"},
        {"{\"name\": \"x", "line 1, column"},
        {"{} {}", "line 1, column 4: syntax error"},
        {"{// no comments\n}", "line 1, column 2"},
        {"{\"name\": \"\xff\xfe\"}", "line 1, column"},
        {"{\"cores\": 1e999}", "line 1, column"},
        {std::string("{\0}", 3), "line 1, column 2"},
        {std::string(100000, '\xff'), "line 1, column 1"},
    });
}

TEST_CASE("huge and deep texts are refused by their size alone") {
    check({
        {nested(100000, "[", ""), "nested deeper than 32 levels; flatten it"},
        {nested(100000, "{\"a\":", "}"), "nested deeper than 32 levels"},
        {std::string(maximumJsonBytes, ' ') + "{}", "at most 4 MiB; is it the right file?"},
    });
    std::string manyKeys = "{\"workload\":{";
    for (int i = 0; i < 2000; ++i) manyKeys += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
    check({{manyKeys + "}}", "/workload: the object has more than 1000 keys; shorten it"}});
}

TEST_CASE("a key that appears twice is named with its place") {
    check({
        {R"({"name": "a", "name": "b"})", "/name: the key appears twice; keep one"},
        {presetWith(R"("steps": 3, "width": 2, "steps": 4)"), "/workload/graphs/0/steps: the key appears twice"},
        {models(R"(["serial", {"model": "threads", "options": {"wait": "park", "wait": "spin"}}])"),
         "/models/1/options/wait: the key appears twice"},
    });
}

TEST_CASE("a wrong type is named with what it must be and what it is") {
    check({
        {"[]", "must be a JSON object, a preset, got a list"},
        {"3", "must be a JSON object, a preset, got 3"},
        {R"({"name": 3, "workload": {"graphs": [{}]}, "models": ["serial"]})", "/name: must be a text, got 3"},
        {R"({"name": "", "workload": {"graphs": [{}]}, "models": ["serial"]})", "/name: must not be empty"},
        {R"({"name": "x", "workload": 5, "models": ["serial"]})", "/workload: must be an object"},
        {R"({"name": "x", "workload": {"graphs": {}}, "models": ["serial"]})",
         "/workload/graphs: must be a list of graphs"},
        {R"({"name": "x", "workload": {"graphs": [7]}, "models": ["serial"]})",
         "/workload/graphs/0: must be an object"},
        {presetWith(R"("steps": "ten")"), R"(/workload/graphs/0/steps: must be a whole number, got "ten")"},
        {presetWith(R"("steps": 2.5)"), "/workload/graphs/0/steps: must be a whole number, got 2.5"},
        {presetWith(R"("steps": null)"), "/workload/graphs/0/steps: must be a whole number, got null"},
        {presetWith(R"("steps": [4])"), "/workload/graphs/0/steps: must be a whole number, got a list"},
        {presetWith(R"("fraction": "half")"), R"(/workload/graphs/0/fraction: must be a number, got "half")"},
        {presetWith(R"("pattern": 4)"), "/workload/graphs/0/pattern: must be one of trivial, no_comm, stencil_1d"},
        {models("\"serial\""), R"(/models: must be a list of models, got "serial")"},
        {models("[4]"), "/models/0: must be a model's name, or an object with \"model\", got 4"},
        {models("[{}]"), "/models/0: has no \"model\"; give the model's name"},
        {models(R"([{"model": 4}])"), "/models/0/model: must be a text, got 4"},
        {models(R"([{"model": "threads", "options": []}])"), "/models/0/options: must be an object"},
        {models(R"([{"model": "threads", "options": {"wait": true}}])"), "/models/0/options/wait: must be one of"},
        {more(R"("pin": 1)"), "/pin: must be true or false, got 1"},
        {more(R"("repetitions": true)"), "/repetitions: must be a whole number, got true"},
        {more(R"("until": 3)"), "/until: must be"},
        {more(R"("until": {})"), R"(/until: says nothing; give "within_percent", "seconds" or both)"},
        {more(R"("until": {"within": 3})"), "/until/within: unknown key"},
        {more(R"("until": {"within_percent": 0})"), "/until/within_percent: must be above 0 and at most 100, got 0"},
        {more(R"("until": {"seconds": -1})"), "/until/seconds: must be above 0 and at most 86400, got -1"},
        {more(R"("until": {"seconds": "x"})"), "/until/seconds: must be a number"},
        {more(R"("seed": "x")"), "/seed: must be a whole number"},
        {more(R"("title": {})"), "/title: must be a text, got an object"},
        {more(R"("expect": "fast")"), "/expect: must be a list of expectations"},
        {more(R"("expect": ["fast"])"), "/expect/0: must be an object"},
        {more(R"("recording_level": "best")"), R"(/recording_level: must be "auto", 0 or 1, got "best")"},
    });
}

TEST_CASE("an unknown word is given the nearest known one") {
    check({
        {more(R"("repetition": 3)"), "/repetition: unknown key repetition, did you mean repetitions?"},
        {R"({"name": "x", "workload": {"graph": []}, "models": ["serial"]})",
         "/workload/graph: unknown key graph, did you mean graphs?"},
        {R"({"name": "x", "workload": {"kind": "task_grpah", "graphs": [{}]}, "models": ["serial"]})",
         "/workload/kind: unknown workload task_grpah, did you mean task_graph?"},
        {presetWith(R"("stpes": 3)"), "/workload/graphs/0/stpes: unknown option stpes, did you mean steps?"},
        {presetWith(R"("pattern": "stencil_2d")"),
         "/workload/graphs/0/pattern: unknown pattern stencil_2d, did you mean stencil_1d?"},
        {presetWith(R"("kernel": "compute")"), "/workload/graphs/0/kernel: unknown kernel compute"},
        {models(R"(["thread"])"), "/models/0: unknown model thread, did you mean threads?"},
        {models(R"([{"model": "procces_pool"}])"),
         "/models/0/model: unknown model procces_pool, did you mean process_pool?"},
        {models(R"([{"model": "threads", "option": {}}])"),
         "/models/0/option: unknown key option, did you mean options?"},
        {models(R"([{"model": "threads", "options": {"wiat": "park"}}])"),
         "/models/0/options/wiat: unknown option wiat, did you mean wait?"},
        {models(R"([{"model": "threads", "options": {"wait": "parc"}}])"),
         "/models/0/options/wait: unknown wait parc, did you mean park?"},
        {models(R"([{"model": "serial", "options": {"wait": "park"}}])"), "/models/0/options/wait: unknown option"},
        {expecting(R"("expect": "a", "measure": "speed", "model": "threads", "at_least": 1)"),
         "/expect/0/measure: unknown measure speed"},
        {expecting(R"("expect": "a", "measure": "speedup", "model": "thread", "at_least": 1)"),
         "/expect/0/model: unknown model of this preset thread, did you mean threads?"},
        {expecting(R"("expect": "a", "measure": "speedup", "model": "tbb_tasks", "at_least": 1)"),
         "/expect/0/model: unknown model of this preset"},
        {expecting(R"("expect": "a", "measure": "speedup", "model": "threads:park", "at_least": 1)"),
         "/expect/0/model: none of the preset's threads entries"},
        {models(R"(["something entirely different"])"),
         "unknown model something entirely different; known are serial, threads"},
    });
}

TEST_CASE("what is missing is asked for") {
    check({
        {"{}", "has no \"name\"; every preset needs one"},
        {R"({"name": "x"})", "has no \"workload\""},
        {R"({"name": "x", "workload": {"graphs": [{}]}})", "has no \"models\""},
        {R"({"name": "x", "workload": {}, "models": ["serial"]})", "/workload: has no \"graphs\""},
        {expecting(R"("measure": "speedup", "model": "threads", "at_least": 1)"), "/expect/0: has no \"expect\""},
        {expecting(R"("expect": "a", "measure": "speedup", "at_least": 1)"),
         "/expect/0: has no \"model\"; say whose speedup"},
        {expecting(R"("expect": "a", "measure": "ratio", "model": "threads", "at_least": 1)"),
         "/expect/0: has no \"baseline\""},
        {expecting(R"("expect": "a", "measure": "speedup", "model": "threads")"),
         "/expect/0: has no bound; give \"at_least\", \"at_most\" or both"},
    });
}

TEST_CASE("a number out of range is told the range") {
    const std::string allowed = std::to_string(allowedCores().size());
    check({
        {presetWith(R"("steps": 0)"), "/workload/graphs/0/steps: must be 1 or more, got 0"},
        {presetWith(R"("width": 0)"), "/workload/graphs/0/width: must be 1 or more, got 0"},
        {presetWith(R"("width": -4)"), "/workload/graphs/0/width: must be 1 or more, got -4"},
        {presetWith(R"("width": 9223372036854775808)"), "/workload/graphs/0/width: must be 1 to 2147483647"},
        {presetWith(R"("steps": 99999999999999999999999)"), "/workload/graphs/0/steps: must be a whole number"},
        {presetWith(R"("fraction": 1.5)"), "/workload/graphs/0/fraction: must be 0 to 1, got 1.5"},
        {presetWith(R"("imbalance": -0.1)"), "/workload/graphs/0/imbalance: must be 0 to 2, got -0.1"},
        {presetWith(R"("output_bytes": 8)"), "/workload/graphs/0/output_bytes: must be 16 to 1048576, got 8"},
        {presetWith(R"("output_bytes": 24)"),
         "/workload/graphs/0: output_bytes must be a multiple of 16, got 24: use 32"},
        {presetWith(R"("kernel": "memory_bound", "scratch_bytes": 4)"),
         "/workload/graphs/0: memory_bound needs scratch_bytes of at least"},
        {presetWith(R"("pattern": "spread", "width": 4, "radix": 4, "period": 4)"), "/workload/graphs/0: "},
        {R"({"name": "x", "workload": {"graphs": []}, "models": ["serial"]})",
         "/workload/graphs: must have 1 to 16 graphs, got 0"},
        {models("[]"), "/models: must name 1 to 32 models, got 0"},
        {models(R"([{"model": "threads", "workers": 65}])"), "/models/0/workers: must be 0 to 64, got 65"},
        {models(R"([{"model": "threads", "workers": 2, "workers_per_core": 2}])"),
         "/models/0/workers_per_core: stands beside \"workers\"; give one"},
        {models(R"(["threads", {"model": "threads"}])"), "/models/1: is the same as /models/0; remove it"},
        {more(R"("workers": 65)"), "/workers: must be 0 to 64, got 65"},
        {more(R"("workers": -1)"), "/workers: must be 0 to 64, got -1"},
        {more(R"("cores": 4096)"),
         "/cores: asks for 4096 cores, and this process may use " + allowed + "; give at most " + allowed},
        {more(R"("cores": 5000)"), "/cores: must be 0 to 4096, got 5000"},
        {more(R"("repetitions": 0)"), "/repetitions: must be 1 to 1000, got 0"},
        {more(R"("warmup": 101)"), "/warmup: must be 0 to 100, got 101"},
        {more(R"("recording_level": 2)"), "/recording_level: must be \"auto\", 0 or 1, got 2"},
        {more(R"("seed": -1)"), "/seed: must be 0 or more, got -1"},
        {more(R"("order": 10000)"), "/order: must be 0 to 9999, got 10000"},
        {expecting(R"("expect": "a", "measure": "speedup", "model": "threads", "at_least": 2, "at_most": 1)"),
         "/expect/0/at_least: must not be above at_most, 1, got 2"},
    });
}

TEST_CASE("a graph too large for memory or for task numbers is refused before anything is allocated") {
    check({
        {presetWith(R"("steps": 1000000, "width": 2000, "output_bytes": 1048576)"),
         "/workload/graphs/0: the tasks' outputs would need"},
        {presetWith(R"("steps": 100000, "width": 100000)"), "/workload/graphs/0: "},
        {presetWith(R"("steps": 2147483647, "width": 2147483647)"), "/workload/graphs/0: "},
        {R"({"name": "x", "models": ["serial"], "workload": {"graphs": [{"steps": 40000, "width": 40000},
              {"steps": 40000, "width": 40000}]}})",
         "/workload/graphs/"},
    });
    // Each graph would fit, all together do not: the one too many is named.
    const auto half = [](double share) {
        return std::to_string(static_cast<std::uint64_t>(share * static_cast<double>(availableMemory())) / (1 << 20));
    };
    check(
        {{R"({"name": "x", "models": ["serial"], "workload": {"graphs": [{"steps": 1, "width": )" + half(0.3) +
              R"(, "output_bytes": 1048576}, {"steps": 1, "width": )" + half(0.3) +
              R"(, "output_bytes": 1048576}]}})",
          "/workload/graphs/1: the tasks' outputs would need"}});
}

TEST_CASE("a long or strange value is cut in the sentence and does not break it") {
    check({
        {models("[\"" + std::string(5000, 'x') + "\"]"), "unknown model xxxxx"},
        {presetWith(R"("steps": ")" + std::string(5000, 'y') + "\""), "must be a whole number, got \"yyyy"},
        {more("\"" + std::string(3000, 'k') + "\": 1"), "unknown key kkkk"},
    });
}

TEST_CASE("a fault in a script is told with its place and what to do") {
    const auto errorOf = [](const std::string& objects, const std::string& steps,
                            const std::string& models = R"(["threads"])") {
        const auto preset = parsePreset(
            R"({"name": "x", "workload": {"kind": "script", "objects": )" + objects +
                R"(, "actors": {"a": {"steps": )" + steps + R"(}}}, "models": )" + models + "}",
            "x.json");
        return preset ? std::string() : preset.error().message;
    };
    const std::string some =
        R"({"L": "mutex", "S": {"kind": "semaphore", "capacity": 2}, "C": "condition", "Q": "queue", "E": "event",
            "n": "counter"})";
    const std::pair<std::string, std::string> faults[] = {
        {R"([{"lok": "L"}])", "x.json: /workload/actors/a/steps/0/lok: unknown step lok, did you mean lock?"},
        {R"([{"lock": "M"}])", "x.json: /workload/actors/a/steps/0/lock: unknown object M, did you mean L?"},
        {R"([{"lock": "S"}])",
         "x.json: /workload/actors/a/steps/0/lock: S is a semaphore; this step needs a mutex or a shared_mutex"},
        {R"([{"lock": "L", "unlock": "L"}])",
         "x.json: /workload/actors/a/steps/0: is lock and unlock at once; make two steps of it"},
        {R"([{"acquire": "S", "n": 0}])", "x.json: /workload/actors/a/steps/0/n: must be 1 to 1000000000, got 0"},
        {R"([{"release": "S", "n": -1}])", "x.json: /workload/actors/a/steps/0/n: must be 1 to 1000000000, got -1"},
        {R"([{"wait": "C"}])",
         "x.json: /workload/actors/a/steps/0: waits for a condition and has no \"mutex\"; name the one it gives up "
         "meanwhile"},
        {R"([{"loop": 2, "steps": [{"unlock": "L"}]}])",
         "x.json: /workload/actors/a/steps/0/steps/0: a unlocks L, which it does not hold; lock it first"},
        {R"([{"get": "Q"}])",
         "x.json: /workload/actors/a/steps/0: a takes more from Q than is put into it; put more, or take less"},
        {R"([{"timer": 100, "mode": "late"}])",
         "x.json: /workload/actors/a/steps/0/mode: must be \"relative\" or \"absolute\", got \"late\""},
        {R"([{"lock": "L"}, {"wait": "C", "mutex": "L", "until": {"counter": "n"}}])",
         "x.json: /workload/actors/a/steps/1/until: has no \"at_least\"; give a counter and its least value"},
        {R"([{"lock": "L"}, {"wait": "C", "mutex": "L", "until": {"counter": "S", "at_least": 1}}])",
         "x.json: /workload/actors/a/steps/1/until/counter: S is a semaphore; this step needs a counter"},
        {R"([{"lock": "L"}, {"wait": "C", "mutex": "L", "until": {"counter": "n", "at_least": 0}}])",
         "x.json: /workload/actors/a/steps/1/until/at_least: must be 1 or more, got 0"},
        {R"([{"wait": "E", "until": {"counter": "n", "at_least": 1}}])",
         "x.json: /workload/actors/a/steps/0/until: is for a condition; remove it"},
        {R"([{"lock": "L"}, {"wait": "C", "mutex": "L", "until": {"counter": "n", "at_least": 2}}, {"unlock": "L"}])",
         "x.json: /workload/actors/a/steps/1: a waits until n is at least 2, and without it no more than 0 is added; "
         "add more, or wait for less"},
        {R"([{"spawn": "b"}])", "x.json: /workload/actors/a/steps/0/spawn: unknown actor b, did you mean a?"},
        {R"([{"spawn": "a"}])",
         "x.json: /workload/actors/a/steps/0: a spawns a, which begins with the run; make it a spawned one"},
        {R"([{"call": "a"}])",
         "x.json: /workload/actors/a/steps/0/call: calls a, which serves nobody; give it a step serve"},
        {R"([{"call": "a"}, {"serve": 2, "steps": []}])", "x.json: /workload/actors/a: a calls itself, and would "
                                                          "wait for its own reply; let another actor serve that"},
        {R"([{"serve": 0, "steps": []}])", "x.json: /workload/actors/a/steps/0/serve: must be a number of rounds, 1 "
                                           "to 1000000000, or \"forever\", got 0"},
        {R"([{"memory": "jump"}])",
         "x.json: /workload/actors/a/steps/0/memory: must be \"read\", \"write\" or \"chase\", got \"jump\""},
        {R"([{"memory": "read", "size": 268435464}])",
         "x.json: /workload/actors/a/steps/0/size: must be 8 to 268435456, got 268435464"},
        {R"([{"memory": "read", "stride": 12}])",
         "x.json: /workload/actors/a/steps/0: a goes over memory of 4194304 bytes by steps of 12; both must be "
         "multiples of 8, the size from one step to 268435456 bytes"},
        {R"([{"join": []}])", "x.json: /workload/actors/a/steps/0/join: names no actor; name one or more"},
        {R"([{"try_lock": "L", "within": 0}])",
         "x.json: /workload/actors/a/steps/0/within: must be 1 to 1000000000, got 0"},
        {R"([{"generate": 0}])",
         "x.json: /workload/actors/a/steps/0/generate: must be a number of values, 1 to 1000000000, got 0"},
        {R"([{"generate": 9, "stages": 65}])", "x.json: /workload/actors/a/steps/0/stages: must be 1 to 64, got 65"},
        {R"([{"generate": 9, "by": "hand"}])",
         R"(x.json: /workload/actors/a/steps/0/by: must be "generators" or "loop", got "hand")"},
        {R"([{"file_write": 0}])",
         "x.json: /workload/actors/a/steps/0/file_write: must be bytes, 1 to 268435456, got 0"},
        {R"([{"file_write": 1, "fsync": 1}])",
         "x.json: /workload/actors/a/steps/0/fsync: must be true or false, got 1"},
        {R"([{"file_read": 1, "fsync": true}])",
         "x.json: /workload/actors/a/steps/0/fsync: unknown key fsync; known are "
         "file_read, label"},
    };
    for (const auto& [steps, sentence] : faults) CHECK(errorOf(some, steps) == sentence);
    CHECK(
        errorOf(R"({"S": {"kind": "semaphore", "capacity": 0}})", R"([{"run": 1}])") ==
        "x.json: /workload/objects/S/capacity: must be 1 to 1000000, got 0");
    CHECK(
        errorOf("{}", R"([{"run": 1}])", R"(["serial", "process_pool"])")
            .starts_with("x.json: /models/1: process_pool does not run scripts; those that do are serial, threads"));
    CHECK(
        errorOf(R"({"a": "mutex"})", R"([{"serve": 1, "steps": []}])") ==
        "x.json: /workload/actors/a: serves calls and has the name of an object; give one of them another name");
    CHECK(
        parsePreset(
            R"({"name": "x", "workload": {"kind": "script", "actors": {"a": {"priority": 20, "steps": [{"run": 1}]}}},
               "models": ["threads"]})",
            "x.json")
            .error()
            .message == "x.json: /workload/actors/a/priority: must be -20 to 19, got 20");
    CHECK(
        errorOf(R"({"S": {"kind": "semaphore", "empty": true}})", R"([{"release": "S"}, {"acquire": "S"}])").empty());
    CHECK(
        errorOf(R"({"S": {"kind": "event", "empty": true}})", R"([{"run": 1}])") ==
        "x.json: /workload/objects/S/empty: is for a semaphore, and this is of kind event; remove it");
    CHECK(
        errorOf(R"({"E": {"kind": "event", "recursive": true}})", R"([{"run": 1}])") ==
        "x.json: /workload/objects/E/recursive: is for a mutex, and this is of kind event; remove it");
    CHECK(
        parsePreset(
            R"({"name": "x", "workload": {"kind": "script", "actors": {"a": {"count": 65, "steps": [{"run": 1}]}}},
               "models": ["serial", "threads"]})",
            "x.json")
            .error()
            .message ==
        "x.json: /models/1: threads runs at most 64 actors, and the script has 65; have fewer of them, or take "
        "another model");
    CHECK(errorOf(some, R"([{"label": "in", "run": {"lognormal": [10, 0.5]}}, {"acquire": "S"}, {"release": "S"}])")
              .empty());
}
