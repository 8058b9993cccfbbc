// run --check: whether a preset can be run, and where not, without running it.
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

namespace {

Ended checked(const std::string& text, bool json) {
    EngineProgram::Start start;
    start.input = text;
    std::vector<std::string> words = {"run", "-", "--check"};
    if (json) words.push_back("--json");
    return engine(words, start);
}

std::string script(const std::string& steps, const std::string& actor = "Ann") {
    return R"({"name": "s", "models": ["serial"], "workload": {"kind": "script", "objects": {"L": "mutex"},
        "actors": {")" +
           actor + R"(": {"steps": [)" + steps + "]}}}}";
}

Json errorOf(const std::string& text) {
    const Ended ended = checked(text, true);
    CAPTURE(text, ended.out, ended.err);
    CHECK(ended.status == 2);
    CHECK(ended.err.empty());
    return Json::parse(ended.out)["error"];
}

}  // namespace

TEST_CASE("a preset that can be run is checked without a word") {
    for (const std::string& text : {tinyPreset, longPreset, script(R"({"lock": "L"}, {"unlock": "L"})")}) {
        const Ended ended = checked(text, false);
        CHECK(ended.status == 0);
        CHECK(ended.out.empty());
        CHECK(ended.err.empty());
        CHECK(checked(text, true).out == "{\"error\":null}\n");
        CHECK(checked(text, true).status == 0);
    }
}

TEST_CASE("a fault is one sentence on standard error with status 2") {
    const Ended ended = checked(script(R"({"lok": "L"})"), false);
    CHECK(ended.status == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::Contains("/workload/actors/Ann/steps/0/lok: unknown step lok, did you mean lock?"));
}

TEST_CASE("as JSON a fault has its place and the sentence without it") {
    Json error = errorOf(script(R"({"run": 5}, {"lock": "M"})"));
    CHECK(error["pointer"] == "/workload/actors/Ann/steps/1/lock");
    CHECK(error["message"] == "unknown object M, did you mean L?");
    error = errorOf(script(R"({"run": 5}, {"unlock": "L"})"));  // found by going through the script
    CHECK(error["pointer"] == "/workload/actors/Ann/steps/1");
    CHECK(error["message"] == "Ann unlocks L, which it does not hold; lock it first");
    error = errorOf(script(R"({"unlock": "L"})", "a: b/c"));  // a name that looks like a place
    CHECK(error["pointer"] == "/workload/actors/a: b~1c/steps/0");
    CHECK(error["message"] == "a: b/c unlocks L, which it does not hold; lock it first");
    const std::string name(200, 'n');  // a place that the sentence cuts
    error = errorOf(script(R"({"lok": "L"})", name));
    CHECK_THAT(error["pointer"].get<std::string>(), Catch::StartsWith("/workload/actors/" + name));
    CHECK(error["message"] == "unknown step lok, did you mean lock?");
    CHECK(errorOf("[]")["pointer"] == "");
    CHECK(errorOf("")["message"] == "is empty; a preset is a JSON object");
}

TEST_CASE("text that is no JSON has a line and a column") {
    const Json error = errorOf("{\n  \"name\": \"x\",\n  \"models\" [\n}");
    CHECK(error["line"] == 3);
    CHECK(error["column"].get<int>() >= 12);
    CHECK_FALSE(error["message"].get<std::string>().empty());
    const Json twice = errorOf(R"({"name": "x", "name": "y"})");
    CHECK(twice["pointer"] == "/name");
    CHECK(twice["message"] == "the key appears twice; keep one");
}

TEST_CASE("a check writes no file and runs nothing") {
    const TemporaryFolder folder;
    EngineProgram::Start start;
    start.input = longPreset;
    CHECK(engine({"run", "-", "--check", "-o", folder.file("x.corelane")}, start).status == 0);
    CHECK_FALSE(std::filesystem::exists(folder.file("x.corelane")));
}
