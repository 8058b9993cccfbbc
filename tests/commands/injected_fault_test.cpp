// A fault that a preset asks for, from the words of the preset to the table, the JSON and the status.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

namespace {

std::string preset(const std::string& options) {
    return R"({"name": "f", "title": "Faults", "question": "What then?",
        "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 40, "width": 8, "kernel": "compute_bound",
                                 "iterations": 10000}]},
        "models": [{"model": "process_pool", "options": {)" +
           options + R"(}}], "workers": 2, "repetitions": 2, "warmup": 0,
        "expect": [{"expect": "a", "measure": "tasks_lost", "model": "process_pool", "at_most": 0},
                   {"expect": "b", "measure": "tasks_run_twice", "model": "process_pool", "at_least": 1},
                   {"expect": "c", "measure": "detected_ns", "model": "process_pool", "at_most": 10000000000}]})";
}

const std::string killed = R"("transport": "pipe", "fault": "kill_before_ack", "fault_worker": 1, "fault_after": 7)";

Ended run(const std::string& text, const std::vector<std::string>& more) {
    EngineProgram::Start start;
    start.input = text;
    std::vector<std::string> words = {"run", "-"};
    words.insert(words.end(), more.begin(), more.end());
    return engine(words, start);
}

}  // namespace

TEST_CASE("a fault that a model survives is counted, measured and shown") {
    const Ended ended = run(preset(killed), {"--set", "/models/0/options/retries=2", "--json"});
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    for (const Json& one : json["runs"]) {
        CAPTURE(one.dump());
        CHECK(one["correct"] == true);
        const Json& fault = one["fault"];
        CHECK(fault["kind"] == "kill_before_ack");
        CHECK(fault["worker"] == 1);
        CHECK(fault["promise"] == "at least once");
        CHECK(fault["tasks_lost"] == 0);
        CHECK(fault["kept"] == true);
        CHECK(fault["at_ns"] > 0);
        CHECK(fault["detected_ns"] > 0);
        if (one["recorded"] == true)
            CHECK(fault["tasks_run_twice"] == 1);
        else
            CHECK(fault["tasks_run_twice"].is_null());
    }
    const Json& fault = json["summary"][0]["fault"];
    CHECK(fault["runs"] == 2);
    CHECK(fault["struck"] == 2);
    CHECK(fault["kept"] == true);
    for (const Json& line : json["expectations"]) CHECK(line["holds"] == true);
}

TEST_CASE("a model that promised no more ends as promised, which is no error of the engine's") {
    const Ended ended = run(preset(killed), {});
    CAPTURE(ended.out, ended.err);
    CHECK(ended.status == 0);
    CHECK_THAT(ended.out, Catch::Contains("as promised"));
    CHECK_THAT(ended.out, Catch::Contains("! process_pool: Ended as promised (at most once): worker p1 (process "));
    CHECK_THAT(ended.out, Catch::Contains("promised at most once: kept"));
    CHECK_THAT(ended.out, !Catch::Contains("Some results differ"));

    const Json json = Json::parse(run(preset(killed), {"--json"}).out);
    CHECK(json["runs"][0]["correct"] == false);
    CHECK(json["runs"][0]["fault"]["kept"] == true);
    CHECK(json["runs"][0]["fault"]["tasks_lost"] > 0);
    CHECK(json["summary"][0]["fault"]["ended_as_promised"] == 2);
    CHECK(json["summary"][0]["rank"].is_null());
    CHECK(json["summary"][0]["correct"] == true);
}

TEST_CASE("a fault whose turn never comes changes nothing, and nothing is measured of it") {
    const Ended ended = run(preset(R"("transport": "pipe", "fault": "kill", "fault_after": 100000)"), {"--json"});
    CHECK(ended.status == 0);
    const Json json = Json::parse(ended.out);
    CHECK(json["runs"][0]["correct"] == true);
    CHECK(json["runs"][0]["fault"]["at_ns"].is_null());  // its turn never came
    CHECK(json["expectations"][0]["measured"].is_null());
}

TEST_CASE("a fault that cannot be asked for is refused with its place") {
    Ended ended = run(preset(R"("fault": "kill_server")"), {"--check"});
    CHECK(ended.status == 2);
    CHECK_THAT(ended.err, Catch::Contains("/models/0/options/fault: unknown fault kill_server"));
    ended = run(preset(R"("fault": "kill", "fault_worker": 2)"), {"--check"});
    CHECK(ended.status == 2);
    CHECK_THAT(ended.err, Catch::Contains("/models/0: cannot be run like this: fault_worker is 2"));
    ended = run(preset(R"("fault": "pause", "fault_ms": 0)"), {"--check"});
    CHECK(ended.status == 2);
    CHECK_THAT(ended.err, Catch::Contains("nobody would notice the fault pause"));
}
