#include "engine/trace/balance.h"
#include "engine/trace/differences.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <initializer_list>
#include <memory>
#include <vector>

using namespace corelane;
using namespace corelane::test;

namespace {

std::shared_ptr<const Run> only(const StagedRun& staged, int wall, std::uint64_t tasks) {
    return staged.trace(wall, tasks)->runs.front();
}

// Three tasks one after the other, the second of which takes `second` microseconds, `waiting` of them for a lock.
std::shared_ptr<const Run> chain(int second, int waiting = 0) {
    StagedRun run(1);
    run.span(0, 0, 100, State::Useful, "task", 1);
    run.span(0, 100, 100 + second, State::Useful, "task", 2);
    if (waiting > 0) run.span(0, 110, 110 + waiting, State::Lock, "a lock");
    run.span(0, 100 + second, 200 + second, State::Useful, "task", 3);
    return only(run, 200 + second, 3);
}

}  // namespace

TEST_CASE("a run lags behind from the task on that took longer") {
    const auto base = chain(100), run = chain(150);
    const auto behind = lag(*run, *base);
    REQUIRE(behind);
    const Time begin = extent(*run).begin;
    const auto at = [&](int us) { return behind->mean(begin + us * 1000, begin + us * 1000 + 1); };
    CHECK_FALSE(at(50));  // no task has ended
    CHECK(at(120) == Approx(0));
    CHECK(at(249) == Approx(0));
    CHECK(at(260) == Approx(50'000));
    CHECK(at(349) == Approx(50'000));
    CHECK_FALSE(at(-10));
    CHECK_FALSE(at(360));
    CHECK(behind->most == Approx(50'000));
    // And the other way round the base is ahead.
    const auto ahead = lag(*base, *run);
    REQUIRE(ahead);
    CHECK(ahead->mean(extent(*base).begin + 210'000, extent(*base).begin + 290'000) == Approx(-50'000));
}

TEST_CASE("a longer stretch has the mean of its pieces") {
    const auto behind = lag(*chain(150), *chain(100));
    REQUIRE(behind);
    // 150 us at 0 and 100 us at 50 us behind: all pieces in which a task is known to have ended.
    const auto mean = behind->mean(behind->begin, behind->begin + 350'000);
    REQUIRE(mean);
    CHECK(*mean == Approx(50'000 * 100.0 / 250).epsilon(0.01));
}

TEST_CASE("the tasks that lost most come first, with what their time went to") {
    const auto base = chain(100), run = chain(150, 40);
    const auto slower = slowerTasks(*run, *base, 10);
    REQUIRE(slower.size() == 1);  // the others took as long as in the base
    CHECK(slower[0].task == 2);
    CHECK(slower[0].longer() == 50'000);
    CHECK(slower[0].run.took == 150'000);
    CHECK(slower[0].base.took == 100'000);
    CHECK(slower[0].run.state[static_cast<std::size_t>(State::Lock)] == 40'000);
    CHECK(slower[0].cause() == State::Lock);
    CHECK(slowerTasks(*run, *base, 0).empty());
    CHECK(slowerTasks(*base, *run, 10).empty());  // it was the quicker one
}

TEST_CASE("of many slower tasks the worst are kept, in order") {
    constexpr int tasks = 24;
    StagedRun even(1), uneven(1);
    int at = 0;
    for (int i = 0; i < tasks; ++i) {
        even.span(0, i * 10, i * 10 + 10, State::Useful, "task", static_cast<TaskIndex>(i + 1));
        const int took = 10 + (i * 7) % tasks;
        uneven.span(0, at, at + took, State::Useful, "task", static_cast<TaskIndex>(i + 1));
        at += took;
    }
    const auto slower = slowerTasks(*only(uneven, at, tasks), *only(even, tasks * 10, tasks), 5);
    REQUIRE(slower.size() == 5);
    for (std::size_t i = 0; i < slower.size(); ++i)
        CHECK(slower[i].longer() == (tasks - 1 - static_cast<int>(i)) * 1000);
}

TEST_CASE("runs of other work are not compared task by task") {
    const auto run = chain(100);
    Run other = *chain(150);
    other.naming = TaskNaming({{"trivial", 2, 16}});
    CHECK(sameWork(*run, *run));
    CHECK_FALSE(sameWork(other, *run));
    CHECK_FALSE(lag(other, *run));
    CHECK(slowerTasks(other, *run, 5).empty());
}

TEST_CASE("a lane is held against its namesake, or else against the one at its place") {
    const auto lanes = [](std::initializer_list<const char*> names) {
        Run run;
        for (const char* name : names) {
            auto lane = std::make_shared<Lane>();
            lane->name = name;
            run.workers.push_back(std::move(lane));
        }
        return run;
    };
    using Matches = std::vector<std::optional<std::size_t>>;
    CHECK(matchingLanes(lanes({"w0", "w1"}), lanes({"w1", "w0", "w2"})) == Matches{1, 0});
    CHECK(matchingLanes(lanes({"main", "w1", "x"}), lanes({"w0", "w1"})) == Matches{0, 1, std::nullopt});
    // The place is another's namesake's.
    CHECK(matchingLanes(lanes({"x", "w0"}), lanes({"w0", "w1"})) == Matches{std::nullopt, 0});
    CHECK(matchingLanes(lanes({"w", "w"}), lanes({"w", "w"})) == Matches{0, 1});
    CHECK(matchingLanes(lanes({}), lanes({"w0"})).empty());
}

TEST_CASE("a lane is busy, waits, or has nothing to do") {
    std::array<Duration, stateCount> time{};
    for (const State s : allStates) time[static_cast<std::size_t>(s)] = Duration{1} << static_cast<int>(s);
    const auto of = [&](State s) { return time[static_cast<std::size_t>(s)]; };
    CHECK(laneTime(time).busy == of(State::Useful) + of(State::Overhead));
    CHECK(laneTime(time).waiting == of(State::Lock) + of(State::Queue) + of(State::Io) + of(State::Runnable));
}
