// Presets that are right: defaults, the resolved text, changes from the command line.
#include "engine/run/json_text.h"
#include "engine/run/machine.h"
#include "engine/run/preset.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

const std::string small = R"({"name": "small", "workload": {"graphs": [{"steps": 3, "width": 5}]},
  "models": ["serial", {"model": "threads", "options": {"wait": "park"}}, {"model": "threads", "workers": 7}],
  "expect": [{"expect": "Faster.", "measure": "speedup", "model": "threads:park", "at_least": 1}]})";

Preset parsed(const std::string& json) {
    auto preset = parsePreset(json, "test.json");
    if (!preset) FAIL(preset.error().message);
    return std::move(*preset);
}

std::string changed(const std::string& json, const std::string& pair) {
    auto text = setInPreset(json, pair);
    if (!text) FAIL(text.error().message);
    return *text;
}

std::string faultOf(const Result<std::string>& result) {
    return result ? "no fault" : result.error().message;
}

}  // namespace

TEST_CASE("what a preset does not say has its default") {
    const Preset preset = parsed(small);
    const int cores = static_cast<int>(allowedCores().size());
    CHECK(preset.title == "small");
    CHECK(preset.group == "Other");
    CHECK(preset.workloadKind->name == "task_graph");
    CHECK(preset.workload->taskCount() == 15);
    CHECK(preset.cores == cores);
    CHECK(preset.pin);
    CHECK(preset.repetitions == 9);
    CHECK(preset.warmup == 1);
    CHECK(preset.recordingLevel == -1);
    CHECK(preset.seed == 0);
    REQUIRE(preset.models.size() == 3);
    CHECK(preset.models[0].workers == 1);  // serial is one worker whatever is asked
    CHECK(preset.models[1].workers == std::min(cores, 64));
    CHECK(preset.models[2].workers == 7);
}

TEST_CASE("the resolved text says everything and reads back as itself") {
    const Preset preset = parsed(small);
    const Json whole = Json::parse(preset.json);
    CHECK(whole.size() == 16);
    CHECK(whole["workload"]["graphs"][0]["pattern"] == "stencil_1d");
    CHECK(whole["models"][1]["options"]["wait"] == "park");
    CHECK(whole["models"][2]["options"]["wait"] == "spin_then_park");
    CHECK(whole["models"][2]["workers"] == 7);
    CHECK(parsed(preset.json).json == preset.json);
}

TEST_CASE("entries of one model are told apart by what differs, and only by that") {
    const Preset preset = parsed(small);
    CHECK(preset.models[0].variant.empty());
    CHECK_THAT(preset.models[1].variant, Catch::Contains("wait=park"));
    CHECK_THAT(preset.models[2].variant, Catch::Contains("wait=spin_then_park") && Catch::Contains("workers=7"));
    CHECK(preset.models[2].variant.find("distribution") == std::string::npos);
}

TEST_CASE("workers a core are capped at what a model may have") {
    const Preset preset = parsed(R"({"name": "x", "workload": {"graphs": [{}]}, "cores": 1,
        "models": [{"model": "threads", "workers_per_core": 8}, {"model": "coroutines", "workers_per_core": 64}]})");
    CHECK(preset.cores == 1);
    CHECK(preset.models[0].workers == 8);
    CHECK(preset.models[1].workers == 64);
}

TEST_CASE("a value is set by its pointer, objects on the way are made") {
    CHECK(parsed(changed(small, "/workload/graphs/0/steps=9")).workload->taskCount() == 45);
    CHECK(parsed(changed(small, "/workload/graphs/0/pattern=fft")).graphs[0].text("pattern") == "fft");
    CHECK(parsed(changed(small, "/pin=false")).pin == false);
    CHECK(parsed(changed(small, "/title=A title = with signs")).title == "A title = with signs");
    CHECK(
        Json::parse(changed(small, "/models/0/options/anything=1"))["models"][0] ==
        Json::parse(R"({"model": "serial", "options": {"anything": 1}})"));
    CHECK(Json::parse(changed("{}", "/a/b~1c/d~0e=[1]")) == Json::parse(R"({"a": {"b/c": {"d~e": [1]}}})"));
}

TEST_CASE("a pointer that leads nowhere is a sentence") {
    CHECK_THAT(faultOf(setInPreset(small, "/repetitions")), Catch::Contains("give POINTER=VALUE"));
    CHECK_THAT(faultOf(setInPreset(small, "repetitions=4")), Catch::Contains("begins with a slash"));
    CHECK_THAT(faultOf(setInPreset(small, "/=4")), Catch::Contains("begins with a slash"));
    CHECK_THAT(
        faultOf(setInPreset(small, "/models/9/workers=4")), Catch::Contains("there is no item 9; the list has 3"));
    CHECK_THAT(faultOf(setInPreset(small, "/models/-1/workers=4")), Catch::Contains("there is no item -1"));
    CHECK_THAT(faultOf(setInPreset(small, "/models/x=4")), Catch::Contains("there is no item x"));
    CHECK_THAT(
        faultOf(setInPreset(small, "/name/first=4")), Catch::Contains("stands where an object would be needed"));
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "/a";
    CHECK_THAT(faultOf(setInPreset("{}", deep + "=1")), Catch::Contains("too deep"));
}

TEST_CASE("chosen models keep their options, and expectations about the others go") {
    const std::vector<std::string> two = {"threads", "serial", "threads"};
    const auto kept = chooseModels(small, two);
    REQUIRE(kept);
    const Preset preset = parsed(*kept);
    REQUIRE(preset.models.size() == 3);
    CHECK(preset.models[0].options.text("wait") == "park");
    CHECK(preset.models[1].workers == 7);
    CHECK(preset.models[2].model->name == "serial");
    CHECK(Json::parse(preset.json)["expect"].size() == 1);

    const std::vector<std::string> another = {"coroutines"};
    const auto other = chooseModels(small, another);
    REQUIRE(other);
    CHECK(parsed(*other).models.size() == 1);
    CHECK(Json::parse(*other)["expect"].empty());

    const std::vector<std::string> unknown = {"theads"};
    CHECK_THAT(faultOf(chooseModels(small, unknown)), Catch::Contains("unknown model theads, did you mean threads?"));
}

TEST_CASE("joining several actors is joining each") {
    const Preset preset = parsed(
        R"({"name": "joins", "question": "Who waits?", "explanation": "One. Two. Three.", "models": ["threads"],
        "workload": {"kind": "script", "actors": {
            "root": {"steps": [{"spawn": "left"}, {"spawn": "right"}, {"join": ["left", "right"]}, {"run": 1}]},
            "left": {"spawned": true, "steps": [{"run": 1}]}, "right": {"spawned": true, "steps": [{"run": 1}]}}}})");
    const ScriptActor& root = preset.script->actors().front();
    REQUIRE(root.steps.size() == 5);
    for (const std::size_t i : {2, 3}) {
        CHECK(root.steps[i].kind == StepKind::Join);
        CHECK(preset.script->actors()[root.steps[i].actor].name == (i == 2 ? "left" : "right"));
        CHECK(root.steps[i].place == "/steps/2");
    }
}
