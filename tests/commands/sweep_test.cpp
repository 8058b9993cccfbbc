// sweep: what it prints and writes, and what it does when a point fails or somebody stops it.
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <sstream>

using namespace corelane;
using Json = nlohmann::json;

namespace {

EngineProgram::Start withInput(const std::string& input) {
    EngineProgram::Start start;
    start.input = input;
    return start;
}

std::string outputOf(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char piece[4096];
    while (const std::size_t n = fread(piece, 1, sizeof piece, pipe)) out.append(piece, n);
    CHECK(pclose(pipe) == 0);
    return out;
}

const std::vector<std::string> tinySweep = {
    "sweep", "-", "--over", "iterations=1..4096:5", "--models", "serial,threads,thread_pool", "--json"};

}  // namespace

TEST_CASE("a sweep runs every model at every point, and its folder holds the recording behind each") {
    const TemporaryFolder folder;
    std::vector<std::string> words = tinySweep;
    words.insert(words.end(), {"-o", folder.file("out")});
    const Ended ended = engine(words, withInput(tinyPreset));
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    CHECK(json["sweep"]["axis"] == "iterations");
    CHECK(json["sweep"]["work_unit"] == "FLOP");
    CHECK(json["sweep"]["interrupted"] == false);
    REQUIRE(json["points"].size() == 5);
    for (const Json& point : json["points"]) {
        CAPTURE(point.dump());
        CHECK(point["work"] == 64 * (128 * point["value"].get<double>() + 64));
        REQUIRE(point["models"].size() == 3);
        const std::string file = folder.file("out/" + point["file"].get<std::string>());
        const Json info = Json::parse(engine({"info", file, "--json"}).out);
        for (std::size_t m = 0; m < 3; ++m) {
            const Json& model = point["models"][m];
            CHECK(model["walls_ns"].size() == 2);
            // the point's figures are those of its own recording
            CHECK(model["model"] == info["summary"][m]["model"]);
            CHECK(model["median_ns"] == info["summary"][m]["median_ns"]);
            CHECK(model["median_run"] == info["summary"][m]["median_run"]);
        }
    }
    CHECK(readFile(folder.file("out/sweep.json")) == ended.out);
    CHECK_THAT(readFile(folder.file("out/sweep.csv")), Catch::StartsWith("axis,value,model,repetition,wall_ns"));
    CHECK_THAT(ended.err, Catch::Contains("5 recordings"));
}

TEST_CASE("METG is what an independent calculation makes of the CSV") {
    if (std::string(CORELANE_PYTHON).empty()) {
        std::cout << "SKIPPED: python3 is not installed, so that nothing else calculates METG\n";
        return;
    }
    // Two models that hand over differently, and tasks of nothing up to some milliseconds: on a quiet machine some
    // are below one half of the best and some above. Other programs on the cores may hide it, so it is tried again.
    int compared = 0;
    for (int attempt = 0; attempt < 3 && compared == 0; ++attempt) {
        const TemporaryFolder folder;
        std::vector<std::string> words = tinySweep;
        words[3] = "iterations=1..65536:8";
        words[5] = "threads,thread_pool";
        words.insert(words.end(), {"--repetitions", "3", "-o", folder.file("out")});
        const Ended ended = engine(words, withInput(tinyPreset));
        REQUIRE(ended.status == 0);
        const Json metg = Json::parse(
            outputOf(std::string(CORELANE_PYTHON) + " " + CORELANE_METG_OF_CSV + " " + folder.file("out/sweep.csv")));
        for (const Json& curve : Json::parse(ended.out)["curves"]) {
            const Json& independent = metg[curve["label"].get<std::string>()];
            CAPTURE(curve.dump(), independent.dump());
            REQUIRE(curve["metg_ns"].is_number() == independent.is_number());
            if (!independent.is_number()) continue;
            CHECK(curve["metg_ns"].get<double>() == Approx(independent.get<double>()).epsilon(0.01));
            ++compared;
        }
        if (compared == 0) std::cout << "no curve crossed one half; the sweep is made again\n";
    }
    if (compared == 0) std::cout << "NOT COMPARED: no sweep had a METG; the cores are too busy\n";
}

TEST_CASE("a sweep of one point says that it is no curve") {
    const Ended ended =
        engine({"sweep", "-", "--over", "workers=2", "--models", "serial,threads"}, withInput(tinyPreset));
    CHECK(ended.status == 0);
    CHECK_THAT(ended.out, Catch::Contains("One point is no curve"));
    CHECK_THAT(ended.out, Catch::Contains("no fit through 1 point;"));
}

TEST_CASE("a point that fails is marked, the others are run and kept, and the status says so") {
    const std::string preset = R"({"name": "falls", "models": ["threads"], "repetitions": 2, "warmup": 0,
        "workload": {"kind": "script", "actors": {"a": {"steps": [{"run": 5},
            {"branch": 0.5, "steps": [{"fail": "It fell."}], "else": []}]}}}})";
    const Ended ended =
        engine({"sweep", "-", "--over", "/workload/actors/a/steps/1/branch=0,1", "--json"}, withInput(preset));
    CHECK(ended.status == 1);
    const Json json = Json::parse(ended.out);
    REQUIRE(json["points"].size() == 2);
    CHECK(json["points"][0]["models"][0]["walls_ns"].size() == 2);
    CHECK(json["points"][0]["models"][0]["problem"].is_null());
    CHECK(json["points"][1]["models"][0]["walls_ns"].empty());
    CHECK_THAT(json["points"][1]["problem"].get<std::string>(), Catch::Contains("It fell."));
}

TEST_CASE("a signal ends a sweep, and what was run until then is in its folder and its JSON") {
    const TemporaryFolder folder;
    EngineProgram program(
        {"sweep", "-", "--over", "width=1,2", "--models", "serial,process_pool", "--json", "-o", folder.file("out")},
        withInput(longPreset));
    REQUIRE(program.readUntil([&](const std::string&) { return program.alive().size() >= 3; }));
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(program.allGone());
    const Json json = Json::parse(ended.out);
    CHECK(json["sweep"]["interrupted"] == true);
    CHECK(json["points"].size() == 2);
    CHECK(readFile(folder.file("out/sweep.json")) == ended.out);
}

TEST_CASE("a sweep says before it runs which points it has and how long they take at best") {
    const Ended ended = engine(
        {"sweep", "-", "--over", "iterations=1000..100000:3", "--models", "serial,threads", "--check", "--json"},
        withInput(tinyPreset));
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    REQUIRE(json["points"].size() == 3);
    CHECK(json["points"][0]["ideal_ns"].get<double>() > 0);
    CHECK(json["points"][2]["ideal_ns"].get<double>() > 10 * json["points"][0]["ideal_ns"].get<double>());
    double sum = 0;
    for (const Json& point : json["points"]) sum += point["ideal_ns"].get<double>();
    CHECK(json["ideal_ns"].get<double>() == Approx(sum));
    CHECK(json["runs"].get<int>() % 6 == 0);  // three points, two models
    const Ended script = engine({"sweep", "lock", "--over", "workers=1,2", "--check", "--json"});
    REQUIRE(script.status == 0);
    CHECK(Json::parse(script.out)["ideal_ns"].is_null());
    CHECK_THAT(Json::parse(script.out)["why_none"].get<std::string>(), Catch::Contains("only running it tells"));
}

TEST_CASE("a sweep tells a program how far it is, an object a line") {
    std::vector<std::string> words = tinySweep;
    words[3] = "iterations=1,64";
    words.push_back("--progress");
    words.push_back("--quiet");
    const Ended ended = engine(words, withInput(tinyPreset));
    REQUIRE(ended.status == 0);
    std::istringstream lines(ended.err);
    int count = 0, done = -1;
    for (std::string line; std::getline(lines, line); ++count) {
        CAPTURE(line);
        const Json now = Json::parse(line);
        CHECK(now["done"].get<int>() >= done);
        done = now["done"];
        CHECK(now["total"].get<int>() >= done);
        CHECK_THAT(now["point"].get<std::string>(), Catch::StartsWith("iterations "));
    }
    CHECK(count > 10);
}

TEST_CASE("a sweep without its words, or into no folder, is refused before anything runs") {
    const TemporaryFolder folder;
    const auto refused = [](const std::vector<std::string>& words, const std::string& says) {
        const Ended ended = engine(words);
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.err, Catch::Contains(says));
    };
    refused({"sweep", "stencil"}, "--over is required");
    refused({"sweep", "stencil", "--over", "graim=1us"}, "did you mean grain?");
    refused({"sweep", "stencl", "--over", "grain=1us"}, "did you mean stencil?");
    refused({"sweep", "stencil", "--over", "grain=1us..2us", "--format", "jsn"}, "did you mean json?");
    refused({"sweep", "stencil", "--over", "width=1..99999999999"}, "width");
    writeFile(folder.file("taken"), "x");
    refused({"sweep", "stencil", "--over", "width=4", "-o", folder.file("taken")}, "is no folder");
}
