// compare: two recorded files, and what a build server makes of them.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

namespace {

std::string presetOf(const std::string& name, int repetitions) {
    return R"({"name": ")" + name + R"(", "title": "t", "question": "q?", "models": ["serial", "threads"],
        "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 8, "width": 8, "kernel": "compute_bound",
        "iterations": 200}]}, "workers": 2, "warmup": 0, "repetitions": )" +
           std::to_string(repetitions) + "}";
}

std::string recorded(const TemporaryFolder& folder, const std::string& name, const std::string& preset) {
    const std::string file = folder.file(name);
    EngineProgram::Start start;
    start.input = preset;
    REQUIRE(engine({"run", "-", "-o", file, "--quiet"}, start).status == 0);
    return file;
}

}  // namespace

TEST_CASE("a recording compared with itself is the same in every format") {
    const TemporaryFolder folder;
    const std::string file = recorded(folder, "a.corelane", presetOf("tiny", 9));
    for (const char* format : {"text", "markdown", "json", "junit"}) {
        CAPTURE(format);
        const Ended ended = engine({"compare", file, file, "--format", format});
        CHECK(ended.status == 0);
        CHECK(ended.err.empty());
        CHECK_THAT(ended.out, Catch::Contains("threads"));
    }
    const Json json = Json::parse(engine({"compare", file, file, "--format", "json"}).out);
    CHECK(json["regressed"] == false);
    REQUIRE(json["models"].size() == 2);
    for (const Json& model : json["models"]) {
        CHECK(model["result"] == "same");
        CHECK(model["p"] == 1.0);
        CHECK(model["repetitions"] == Json::array({9, 9}));
    }
}

TEST_CASE("files of different presets are no comparison") {
    const TemporaryFolder folder;
    const std::string a = recorded(folder, "a.corelane", presetOf("tiny", 1));
    const std::string b = recorded(folder, "b.corelane", presetOf("other", 1));
    const Ended ended = engine({"compare", a, b});
    CHECK(ended.status == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::Contains("is of preset tiny and"));
}

TEST_CASE("one repetition is said to tell nothing") {
    const TemporaryFolder folder;
    const std::string file = recorded(folder, "a.corelane", presetOf("tiny", 1));
    const Ended ended = engine({"compare", file, file});
    CHECK(ended.status == 0);
    CHECK_THAT(ended.out, Catch::Contains("Nothing can be told: there are too few repetitions that count."));
    const Json json = Json::parse(engine({"compare", file, file, "--format", "json"}).out);
    CHECK(json["models"][0]["ci95"].is_null());
    CHECK(json["models"][0]["result"] == "too_few");
}

TEST_CASE("a tolerance is a share of what was") {
    for (const auto& [text, says] : std::vector<std::pair<std::string, std::string>>{
             {"-1%", "must be 0% to 1000%"},
             {"five", "must be 0% to 1000%"},
             {"5x", "must be 0% to 1000%"},
             {"nan", "must be 0% to 1000%"},
             {"5000%", "must be 0% to 1000%"},
             {"5", "5 is 500 %; write 5% if that is meant"}}) {
        CAPTURE(text);
        const Ended ended = engine({"compare", "a", "b", "--tolerance=" + text});
        CHECK(ended.status == 2);
        CHECK_THAT(ended.err, Catch::Contains(says));
    }
    CHECK_THAT(
        engine({"compare", "/nowhere.corelane", "b", "--tolerance", "0.1"}).err, Catch::Contains("cannot be opened"));
}
