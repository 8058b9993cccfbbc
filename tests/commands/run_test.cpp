// run: what it prints and writes.
#include "engine/trace/reader.h"
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>
#include <sys/mount.h>
#include <unistd.h>
#include <utility>

using namespace corelane;
using Json = nlohmann::json;

namespace {

EngineProgram::Start withInput(const std::string& input) {
    EngineProgram::Start start;
    start.input = input;
    return start;
}

std::shared_ptr<const Trace> read(const std::string& bytes) {
    Reader reader;
    REQUIRE(reader.feed(bytes));
    REQUIRE(reader.finish());
    return reader.snapshot();
}

}  // namespace

TEST_CASE("repetitions end when every median is known closely, or when the time they may take is over") {
    const auto repetitionsWith = [](std::vector<std::string> words) {
        words.insert(words.begin(), {"run", "-", "--json", "--models", "serial,threads"});
        const Ended ended = engine(words, withInput(tinyPreset));
        CAPTURE(ended.err);
        REQUIRE(ended.status == 0);
        const Json report = Json::parse(ended.out);
        for (const Json& run : report["runs"]) CHECK(run["interrupted"] == false);
        CHECK(report["summary"].size() == 2);
        CHECK(report["summary"][0]["repetitions"] == report["summary"][1]["repetitions"]);
        return report["summary"][0]["repetitions"].get<int>();
    };
    // So wide a wish is met soon after there is an interval; one that is not met ends at the number given.
    const int wide = repetitionsWith({"--within", "100%"});
    CHECK(wide >= 6);
    CHECK(wide < 100);
    CHECK(repetitionsWith({"--within", "0.0001%", "--repetitions", "8"}) == 8);
    CHECK(repetitionsWith({"--seconds", "0.000001"}) == 1);
    CHECK(repetitionsWith({"--seconds", "60", "--repetitions", "3"}) == 3);
    const Ended wrong = engine({"run", "-", "--within", "narrow"}, withInput(tinyPreset));
    CHECK(wrong.status == 2);
    CHECK_THAT(wrong.err, Catch::Contains("/until/within_percent: must be a number"));
}

TEST_CASE("run prints the results on standard output and nothing else in a pipe") {
    const Ended ended = engine({"run", "-"}, withInput(tinyPreset));
    CHECK(ended.status == 0);
    CHECK(ended.err.empty());
    for (const char* model :
         {"serial", "threads", "thread_pool", "tbb_tasks", "openmp_tasks", "coroutines", "process_pool"})
        CHECK_THAT(ended.out, Catch::Contains(model));
}

TEST_CASE("run --json has the promised shape, every result correct, every balance exact") {
    const Ended ended = engine({"run", "-", "--json"}, withInput(tinyPreset));
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    CHECK(json["comparison"]["preset"] == "tiny");
    CHECK(json["comparison"]["question"] == "Does it run?");
    CHECK(json["comparison"]["uuid"].get<std::string>().size() == 36);
    CHECK(json["comparison"]["started"].get<std::string>().size() == 20);
    for (const char* key : {"cores", "cpu", "kernel", "clock"}) CHECK(json["comparison"]["machine"].contains(key));
    const std::string digest = json["runs"].front()["digest"];
    std::size_t recorded = 0;
    for (const Json& run : json["runs"]) {
        CAPTURE(run.dump());
        CHECK(run["correct"] == true);
        CHECK(run["digest"] == digest);
        CHECK(run["tasks"] == 64);
        CHECK(run["error"].is_null());
        if (run["recorded"] == true)
            CHECK(run["lost_events"] == 0);
        else
            CHECK(run["lost_events"].is_null());
        for (const char* key :
             {"model", "options", "repetition", "warmup", "cores", "wall_ns", "spans", "switches", "edges",
              "bytes_moved", "balance_ns"})
            CHECK(run.contains(key));
        if (!run["balance_ns"].is_object() || run["spans"] == 0) continue;
        ++recorded;
        std::int64_t sum = 0;
        for (const auto& [state, value] : run["balance_ns"].items()) sum += value.get<std::int64_t>();
        CHECK(sum == run["cores"].get<std::int64_t>() * run["wall_ns"].get<std::int64_t>());
    }
    CHECK(recorded == 8 * 3);             // eight models, one warm-up and two repetitions
    CHECK(json["runs"].size() == 8 * 5);  // and two with the recorder off
    REQUIRE(json["summary"].size() == 8);
    for (const Json& line : json["summary"]) CHECK(line["median_ns"].get<double>() > 0);
    CHECK(json["recording"].contains("cost_percent"));
    REQUIRE(json["expectations"].size() == 1);
    CHECK(json["expectations"][0]["holds"] == true);
}

TEST_CASE("the recorded file says what run said, and runs again") {
    const TemporaryFolder folder;
    const std::string file = folder.file("tiny.corelane");
    const Ended first = engine({"run", "-", "--json", "-o", file}, withInput(tinyPreset));
    REQUIRE(first.status == 0);
    CHECK_THAT(first.err, Catch::Contains("wrote " + file));
    const Ended info = engine({"info", file, "--json"});
    CHECK(info.status == 0);
    CHECK(info.err.empty());
    CHECK(info.out == first.out);
    CHECK(engine({"info", file}).out.size() > 100);

    const Ended again = engine({"run", file, "--json", "--models", "serial,threads", "--repetitions", "1"});
    REQUIRE(again.status == 0);
    const Json one = Json::parse(first.out), two = Json::parse(again.out);
    CHECK(two["comparison"]["preset"] == "tiny");
    CHECK(two["comparison"]["uuid"] != one["comparison"]["uuid"]);
    CHECK(two["runs"].front()["digest"] == one["runs"].front()["digest"]);
    CHECK(two["summary"].size() == 2);
    CHECK(one["reproduction"].is_null());
    CHECK(two["reproduction"]["earlier"]["uuid"] == one["comparison"]["uuid"]);
    CHECK(two["reproduction"]["result"] == "cannot_tell");  // of so few repetitions
    const Ended other = engine({"run", file, "--json", "--repetitions", "1", "--set", "/workload/graphs/0/steps=3"});
    CHECK(Json::parse(other.out)["reproduction"].is_null());  // that is other work

    const Ended onto = engine({"run", file, "-o", file});
    CHECK(onto.status == 2);
    CHECK_THAT(onto.err, Catch::Contains("is the file that is run"));
    CHECK(engine({"info", file, "--json"}).out == first.out);
}

TEST_CASE("every exporter writes the file and leaves no half of one") {
    const TemporaryFolder folder;
    const std::string file = folder.file("tiny.corelane");
    REQUIRE(engine({"run", "-", "--quiet", "-o", file}, withInput(tinyPreset)).status == 0);
    const Json exporters = Json::parse(engine({"list", "exporters", "--json"}).out)["exporters"];
    for (const Json& exporter : exporters) {
        const std::string name = exporter["name"], out = folder.file("out-" + name);
        CAPTURE(name);
        const Ended written = engine({"export", file, "--format", name, "-o", out});
        CHECK(written.status == 0);
        CHECK(written.out.empty());
        const std::string content = readFile(out);
        CHECK(content.size() > 100);
        CHECK(engine({"export", file, "--format", name}).out == content);
        const Ended full = engine({"export", file, "--format", name, "-o", "/dev/full"});
        CHECK(full.status == 3);
        CHECK_THAT(full.err, Catch::Contains("No space left on device"));
        CHECK(engine({"export", file, "--format", name, "-o", folder.file("no/such/folder")}).status == 2);
    }
    const Ended onto = engine({"export", file, "--format", "csv", "-o", file});
    CHECK(onto.status == 2);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.is_regular_file();
    CHECK(files == 1 + exporters.size());
}

TEST_CASE("profiles of coroutines name every lane that something is handed to, and every span that begins ends") {
    const TemporaryFolder folder;
    const std::string file = folder.file("turns.corelane");
    const std::string preset = R"({"name": "turns", "question": "Whose turn?", "models": ["threads", "coroutines"],
        "repetitions": 1, "warmup": 0, "workload": {"kind": "script", "objects": {"S": "semaphore"}, "actors": {
        "worker": {"count": 3, "steps": [{"loop": 9, "steps":
            [{"acquire": "S"}, {"sleep": 20}, {"run": 2}, {"release": "S"}]}]}}}})";
    REQUIRE(engine({"run", "-", "--quiet", "-o", file}, withInput(preset)).status == 0);

    const Json chrome = Json::parse(engine({"export", file, "--format", "chrome-json"}).out);
    std::set<std::pair<int, std::int64_t>> named;
    int edges = 0;
    for (const Json& event : chrome["traceEvents"])
        if (event["name"] == "thread_name") named.emplace(event["pid"].get<int>(), event["tid"].get<std::int64_t>());
    for (const Json& event : chrome["traceEvents"]) {
        if (event["name"] != "hand-over") continue;
        ++edges;
        CHECK(named.contains({event["pid"].get<int>(), event["tid"].get<std::int64_t>()}));
    }
    CHECK(edges > 10);

    const Json scope = Json::parse(engine({"export", file, "--format", "speedscope"}).out);
    CHECK(scope["profiles"].size() >= 3 + 3 + 1);  // actors on threads; coroutines, and a worker at least
    for (const Json& profile : scope["profiles"]) {
        std::vector<int> open;
        std::int64_t last = 0;
        for (const Json& event : profile["events"]) {
            CHECK(event["at"].get<std::int64_t>() >= last);
            last = event["at"];
            if (event["type"] == "O") {
                open.push_back(event["frame"]);
                CHECK(event["frame"] < scope["shared"]["frames"].size());
                continue;
            }
            REQUIRE_FALSE(open.empty());
            CHECK(open.back() == event["frame"].get<int>());
            open.pop_back();
        }
        CHECK(open.empty());
        CHECK(last <= profile["endValue"].get<std::int64_t>());
    }
}

TEST_CASE("run -o - sends the trace to standard output, packed or live, and nothing else") {
    for (const bool live : {false, true}) {
        std::vector<std::string> words{"run", "-", "-o", "-"};
        if (live) words.push_back("--live");
        const Ended ended = engine(words, withInput(tinyPreset));
        CHECK(ended.status == 0);
        CHECK(ended.err.empty());
        const auto trace = read(ended.out);
        CHECK(trace->ended);
        CHECK(trace->tornBytes == 0);
        CHECK(trace->runs.size() == 8 * 5);
        for (const auto& run : trace->runs) CHECK((run->finished && run->result.correct));
    }
}

TEST_CASE("the command line changes the preset") {
    const Ended ended = engine(
        {"run", "-", "--json", "--models", "serial,threads", "--set", "/workload/graphs/0/steps=3", "--set",
         "/workload/graphs/0/pattern=fft", "--set", "/models/1/options/wait=park", "--repetitions", "1", "--cores",
         "1", "--workers", "3", "--yes"},
        withInput(tinyPreset));
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    REQUIRE(json["summary"].size() == 2);
    for (const Json& run : json["runs"]) {
        CHECK(run["tasks"] == 24);
        CHECK(run["cores"] == 1);
        if (run["model"] == "threads") CHECK(run["options"]["wait"] == "park");
    }
}

TEST_CASE("an input that is off is refused before anything is written") {
    const TemporaryFolder folder;
    const std::string out = folder.file("out.corelane");
    struct Case {
        std::string json, says;
    };
    const std::vector<Case> cases = {
        {"", "standard input: is empty"},
        {"{\"name\": }", "standard input: line 1, column 10"},
        {"{\"name\": \"x\"}", "has no \"workload\""},
        {R"({"name":"x","models":["serial"],"workload":{"graphs":[{"steps":0}]}})",
         "/workload/graphs/0/steps: must be 1 or more"},
        {R"({"name":"x","models":["serial"],"workload":{"graphs":[{"steps":1000000,"width":2000,"output_bytes":1048576}]}})",
         "half of the free memory"},
        {R"({"name":"x","models":["serial"],"name":"y"})", "/name: the key appears twice; keep one"},
        {R"({"name":"x","models":["serial"],"workers":65,"workload":{"graphs":[{}]}})",
         "/workers: must be 0 to 64, got 65"},
        {std::string(100000, '['), "nested deeper than 32"},
        {std::string((4 << 20) + 1, ' ') + "{}", "at most 4 MiB"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.says);
        const Ended ended = engine({"run", "-", "-o", out}, withInput(c.json));
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.err, Catch::Contains(c.says));
        CHECK_FALSE(std::filesystem::exists(out));
    }
}

TEST_CASE("a place that cannot be written is refused, a disk that fills up ends the run") {
    for (const char* where : {"/nowhere/out.corelane", "/proc/out.corelane", "/"}) {
        const Ended ended = engine({"run", "-", "-o", where}, withInput(tinyPreset));
        CHECK(ended.status == 2);
        CHECK_THAT(ended.err, Catch::Contains("cannot be written"));
    }
    EngineProgram program({"run", "-", "-o", "/dev/full"}, withInput(longPreset));
    const Ended full = program.wait();
    CHECK(full.status == 3);
    CHECK(full.out.empty());
    CHECK_THAT(full.err, Catch::Contains("No space left on device") && Catch::Contains("stays readable"));
    CHECK(program.allGone());
}

TEST_CASE("on a disk that fills up everything before stays readable") {
    const TemporaryFolder folder;
    if (geteuid() != 0 || mount("corelane-test", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
        WARN("skipped: a small disk of its own needs the right to mount one");
        return;
    }
    const std::string file = folder.file("full.corelane");
    const Ended full = engine(
        {"run", "-", "--live", "-o", file, "--models", "serial,threads", "--repetitions", "100"},
        withInput(tinyPreset));
    CHECK(full.status == 3);
    CHECK_THAT(full.err, Catch::Contains("No space left on device") && Catch::Contains("stays readable"));
    const Ended info = engine({"info", file, "--json"});
    CHECK(info.status == 0);
    const Json json = Json::parse(info.out);
    CHECK(json["runs"].size() >= 2);
    CHECK(json["runs"].front()["correct"] == true);
    const Ended report = engine({"export", file, "--format", "html", "-o", folder.file("report.html")});
    CHECK(report.status == 3);
    CHECK_FALSE(std::filesystem::exists(folder.file("report.html")));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
    CHECK(files == 1);  // no half of a report either
    CHECK(umount2(folder.path().c_str(), MNT_DETACH) == 0);
}

TEST_CASE("a recording level that is not allowed is refused with its remedy, or works") {
    const Ended machine = engine({"machine", "--json"});
    const bool allowed = Json::parse(machine.out)["recording_level"] == 1;
    const Ended ended =
        engine({"run", "-", "--set", "/recording_level=1", "--repetitions", "1"}, withInput(tinyPreset));
    CHECK(ended.status == (allowed ? 0 : 3));
    if (!allowed) CHECK_THAT(ended.err, Catch::Contains("recording level 1 is not allowed here"));
}
