#include "engine/trace/balance.h"
#include "engine/trace/critical_path.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace corelane;
using namespace corelane::test;

namespace {

// "w0 useful 0-100 (1), w1 lock 100-120": lane, state, microseconds since the begin and the task.
std::string pathOf(const StagedRun& run, int wall, std::uint64_t tasks = 0) {
    const auto trace = run.trace(wall, tasks);
    const Run& only = *trace->runs.front();
    const auto path = criticalPath(only);
    if (!path) return "none";
    const Extent whole = extent(only);
    std::string text;
    Time at = whole.begin;
    Duration sum = path->unknown;
    for (const State state : allStates) sum += path->of(state);
    for (const PathPiece& piece : path->pieces) {
        CHECK(piece.begin == at);  // they tile
        at = piece.end;
        text += fmt::format(
            "{}{} {} {}-{}", text.empty() ? "" : ", ", only.laneOfEdge(piece.lane).name,
            piece.state ? stateName(*piece.state) : "unknown", (piece.begin - whole.begin) / 1000,
            (piece.end - whole.begin) / 1000);
        if (piece.task != 0) text += fmt::format(" ({})", piece.task);
    }
    CHECK(at == whole.end);
    CHECK(sum == whole.end - whole.begin);
    return text;
}

}  // namespace

TEST_CASE("the critical path of tasks goes over the input that came last") {
    StagedRun run(2);
    run.span(0, 0, 100, State::Useful, "task", 1);
    run.span(1, 0, 60, State::Useful, "task", 2);
    run.span(1, 60, 110, State::Lock, "wait for inputs");
    run.span(1, 110, 200, State::Useful, "task", 3);
    run.span(0, 100, 130, State::Useful, "task", 4);
    run.input(1, 3);
    run.input(2, 3);
    CHECK(pathOf(run, 200) == "w0 useful 0-100 (1), w1 lock 100-110, w1 useful 110-200 (3)");
}

TEST_CASE("a task whose inputs were there before its worker was free follows its worker's last one") {
    StagedRun run(2);
    run.span(0, 0, 50, State::Useful, "task", 1);
    run.span(1, 0, 80, State::Useful, "task", 2);
    run.span(1, 90, 150, State::Useful, "task", 3);
    run.input(1, 3);
    // Between spans a worker is in overhead; what it did behind its last one nobody knows.
    CHECK(pathOf(run, 160) == "w1 useful 0-80 (2), w1 overhead 80-90, w1 useful 90-150 (3), w1 unknown 150-160");
}

TEST_CASE("what stands before the first task is the start of its worker") {
    StagedRun run(2);
    run.span(0, 0, 30, State::Startup, "start thread");
    run.span(0, 30, 100, State::Useful, "task", 1);
    run.span(1, 0, 40, State::Useful, "task", 2);
    CHECK(pathOf(run, 100) == "w0 startup 0-30, w0 useful 30-100 (1)");
}

TEST_CASE("the critical path of actors goes to who ended the wait, when it was ended") {
    StagedRun run(2, R"({"workload": {"kind": "script"}})");
    run.useful(0, 0, 70);
    run.wait(1, 10, 75, State::Lock, "L", 0, 70);
    // Given at 75, as the helper has it; w0 released it then.
    run.useful(1, 75, 140);
    run.wait(0, 90, 140, State::Lock, "L", 1, 65);
    run.useful(0, 140, 150);
    CHECK(pathOf(run, 150) == "w0 useful 0-70, w0 overhead 70-75, w1 useful 75-140, w0 useful 140-150");
}

TEST_CASE("two hand-overs at one moment do not make the walk go round for ever") {
    StagedRun run(2, R"({"workload": {"kind": "script"}})");
    run.useful(0, 0, 50);
    run.useful(1, 0, 40);
    run.wait(1, 40, 50, State::Lock, "A", 0, 10);
    run.wait(0, 50, 50, State::Lock, "B", 1, 10);
    run.useful(0, 50, 100);
    run.useful(1, 50, 90);
    CHECK(pathOf(run, 100).find("w0 useful 50-100") != std::string::npos);
}

TEST_CASE("a lane that says nothing of a time leaves it unknown; a run that is not finished has no path") {
    StagedRun run(1);
    run.span(0, 0, 40, State::Useful, "task", 1);
    const auto trace = run.trace(100);
    Run unfinished = *trace->runs.front();
    unfinished.finished = false;
    CHECK_FALSE(criticalPath(unfinished));
    Run longer = *trace->runs.front();
    longer.result.wall += 50'000;
    const auto path = criticalPath(longer);
    REQUIRE(path);
    CHECK(path->unknown == 110'000);
    CHECK(path->of(State::Useful) == 40'000);
    Run bare = *trace->runs.front();
    bare.workers.clear();
    CHECK_FALSE(criticalPath(bare));
}
