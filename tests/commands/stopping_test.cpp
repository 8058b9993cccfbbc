// Signals, deaths and readers that go away: no orphan, no hang, a readable file.
#include "engine/trace/reader.h"
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <map>
#include <set>
#include <string>

using namespace corelane;
using Json = nlohmann::json;

namespace {

EngineProgram::Start withLongPreset() {
    EngineProgram::Start start;
    start.input = longPreset;
    return start;
}

// Whether the first run has begun and a worker process has shown a task.
bool running(const std::string& bytes) {
    Reader reader;
    if (!reader.feed(bytes)) return false;
    const auto trace = reader.snapshot();
    for (const auto& run : trace->runs)
        for (const auto& lane : run->workers)
            if (!lane->spans.empty()) return true;
    return false;
}

}  // namespace

TEST_CASE("a signal ends the run at once, with status 130, a readable file and no process left") {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        CAPTURE(number);
        EngineProgram program({"run", "-", "--live", "-o", "-"}, withLongPreset());
        REQUIRE(program.readUntil(running));
        program.signal(number);
        const Ended ended = program.wait();
        CHECK(ended.status == 130);
        CHECK_THAT(ended.err, Catch::Contains("interrupted"));
        CHECK(program.allGone());
        Reader reader;
        REQUIRE(reader.feed(ended.out));
        REQUIRE(reader.finish());
        const auto trace = reader.snapshot();
        CHECK(trace->tornBytes == 0);
        CHECK(trace->ended);
        REQUIRE_FALSE(trace->runs.empty());
        CHECK(trace->runs.back()->finished);
        CHECK(trace->runs.back()->result.interrupted);
        CHECK(trace->runs.back()->result.error);
    }
}

TEST_CASE("SIGUSR1 lets every model have the repetition that is under way") {
    EngineProgram::Start start;
    start.input = R"({
        "name": "many", "title": "Many repetitions", "question": "When does it end?",
        "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 8, "width": 8, "kernel": "compute_bound", "iterations": 2000}]},
        "models": ["serial", "threads", "coroutines"], "workers": 2, "repetitions": 1000, "warmup": 1})";
    EngineProgram program({"run", "-", "--live", "-o", "-"}, start);
    REQUIRE(program.readUntil([](const std::string& bytes) {
        Reader reader;
        return reader.feed(bytes) && reader.snapshot()->runs.size() > 4;
    }));
    program.signal(SIGUSR1);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(program.allGone());
    Reader reader;
    REQUIRE(reader.feed(ended.out));
    REQUIRE(reader.finish());
    const auto trace = reader.snapshot();
    CHECK(trace->ended);
    CHECK(trace->interrupted);
    std::map<int, std::set<std::string>> models;
    for (const auto& run : trace->runs) {
        CHECK_FALSE(run->result.interrupted);
        models[run->info.warmup ? 0 : run->info.repetition].insert(run->info.model);
    }
    REQUIRE_FALSE(models.empty());
    for (const auto& [repetition, there] : models) CHECK(there.size() == 3);
    CHECK(models.size() < 1000);
}

TEST_CASE("after a signal the results so far are shown and the file opens") {
    const TemporaryFolder folder;
    const std::string file = folder.file("stopped.corelane");
    EngineProgram program({"run", "-", "--json", "-o", file}, withLongPreset());
    REQUIRE(
        program.readUntil([&](const std::string&) { return program.alive().size() >= 3; }));  // two workers are there
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(program.allGone());
    const Json json = Json::parse(ended.out);
    CHECK(json["runs"].size() >= 1);
    CHECK(engine({"info", file, "--json"}).out == ended.out);
}

TEST_CASE("a signal before the first recorded run, while the serial result is computed, ends it as well") {
    EngineProgram program({"run", "-", "--live", "-o", "-", "--models", "threads"}, withLongPreset());
    REQUIRE(program.readUntil(
        [](const std::string& bytes) { return !bytes.empty(); }));  // the comparison's head is there
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(program.allGone());
    Reader reader;
    REQUIRE(reader.feed(ended.out));
    REQUIRE(reader.finish());
    CHECK(reader.snapshot()->ended);
    CHECK(reader.snapshot()->runs.size() <= 1);
    CHECK(reader.snapshot()->comparison.preset == "long");
}

TEST_CASE("a second interrupt ends the program at once and leaves nobody") {
    EngineProgram program({"run", "-", "--live", "-o", "-"}, withLongPreset());
    REQUIRE(program.readUntil(running));
    program.signal(SIGINT);
    program.signal(SIGINT);
    CHECK(program.wait().status == 130);
    CHECK(program.allGone());
}

TEST_CASE("a killed engine leaves no process and a readable file") {
    const TemporaryFolder folder;
    const std::string file = folder.file("killed.corelane");
    EngineProgram program({"run", "-", "--live", "-o", file}, withLongPreset());
    REQUIRE(program.readUntil([&](const std::string&) { return running(readFile(file)); }));
    program.signal(SIGKILL);
    CHECK(program.wait().status == 128 + SIGKILL);
    CHECK(program.allGone());
    const Ended info = engine({"info", file, "--json"});
    CHECK(info.status == 0);
    CHECK(Json::parse(info.out)["runs"].size() >= 1);
}

TEST_CASE("a killed worker makes the run wrong, not the program") {
    EngineProgram::Start start;
    start.input = longPreset;
    EngineProgram program({"run", "-", "--live", "-o", "-", "--models", "process_pool", "--repetitions", "1"}, start);
    REQUIRE(program.readUntil(running));
    std::vector<pid_t> workers = program.alive();
    std::erase(workers, program.pid());
    REQUIRE_FALSE(workers.empty());
    kill(workers.back(), SIGKILL);
    const auto firstRunEnded = [](const std::string& bytes) {
        Reader reader;
        if (!reader.feed(bytes)) return false;
        const auto trace = reader.snapshot();
        return !trace->runs.empty() && trace->runs.front()->finished;
    };
    REQUIRE(program.readUntil(firstRunEnded));
    program.signal(SIGINT);  // the rest would take its time
    const Ended ended = program.wait();
    CHECK(program.allGone());
    Reader reader;
    REQUIRE(reader.feed(ended.out));
    REQUIRE(reader.finish());
    const auto run = reader.snapshot()->runs.front();
    CHECK_FALSE(run->result.correct);
    REQUIRE(run->result.error);
    CHECK_FALSE(run->result.interrupted);
}

TEST_CASE("a reader of the trace that goes away stops the run quietly") {
    EngineProgram program({"run", "-", "--live", "-o", "-"}, withLongPreset());
    REQUIRE(program.readUntil(running));
    program.closeOutput();
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(ended.err.empty());
    CHECK(program.allGone());
}
