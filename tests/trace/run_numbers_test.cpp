#include "engine/trace/run_numbers.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace corelane;
using namespace corelane::test;

TEST_CASE("parallelism is how many computed at once, over time and by level, and sums to the wall time") {
    StagedRun run(2);
    run.useful(0, 0, 600);
    run.useful(1, 0, 300);
    const auto trace = run.trace(1200);
    const auto numbers = numbersOf(*trace->runs[0]);
    REQUIRE(numbers);
    CHECK(numbers->parallelism.mean == Approx(0.75));
    CHECK(numbers->parallelism.atLevel == std::vector<Duration>{600'000, 300'000, 300'000});
    const auto& overTime = numbers->parallelism.overTime;
    REQUIRE(overTime.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) CHECK(overTime[i] == Approx(i < 15 ? 2 : i < 30 ? 1 : 0));
    CHECK(std::accumulate(overTime.begin(), overTime.end(), 0.0) / 60 == Approx(numbers->parallelism.mean));
}

TEST_CASE("Jain's index is 1 for equal shares, 1/n for one alone, and knows a worker that did nothing") {
    CHECK(jainIndex(std::vector<double>{5, 5, 5}) == Approx(1));
    CHECK(jainIndex(std::vector<double>{7, 0, 0, 0}) == Approx(0.25));
    CHECK(jainIndex(std::vector<double>{1, 3}) == Approx(0.8));
    CHECK(jainIndex(std::vector<double>{0, 0}) == 1);
    StagedRun run(2);
    run.useful(0, 0, 100);
    run.span(1, 0, 100, State::Idle, "nothing to do");
    const auto trace = run.trace(100);
    CHECK(*numbersOf(*trace->runs[0])->fairness == Approx(0.5));
    StagedRun alone(1);
    alone.useful(0, 0, 100);
    const auto one = alone.trace(100);
    CHECK_FALSE(numbersOf(*one->runs[0])->fairness);
    CHECK_FALSE(numbersOf(*one->runs[0])->wake);
}

TEST_CASE("waking is from the hand-over until the waiter ran, by nearest rank") {
    StagedRun run(2);
    for (int i = 0; i < 100; ++i) {
        const int from = i * 200;
        run.useful(0, from, from + 50);
        run.waits({1}, from, from + 50 + (i == 99 ? 90 : i + 1) / 2 * 2, State::Queue, "Q", 0, from + 50, 0);
    }
    const auto trace = run.trace(20'000);
    const auto numbers = numbersOf(*trace->runs[0]);
    REQUIRE(numbers->wake);
    CHECK(numbers->wake->count == 100);
    CHECK(numbers->wake->median == 50'000);
    CHECK(numbers->wake->longest == 98'000);
    CHECK(numbers->wake->p999 == 98'000);
    CHECK(numbers->wake->p90 == 90'000);
}

TEST_CASE("task lengths reach p99.9, and the histogram holds every task") {
    StagedRun run(1);
    for (int i = 0; i < 26; ++i)
        run.span(0, i * 100, i * 100 + (i == 25 ? 90 : 10), State::Useful, "work", static_cast<TaskIndex>(i + 1));
    const auto trace = run.trace(2600, 26);
    const auto numbers = numbersOf(*trace->runs[0]);
    CHECK(numbers->tasks.count == 26);
    CHECK(numbers->tasks.median == 10'000);
    CHECK(numbers->tasks.p999 == 90'000);
    const auto& buckets = numbers->tasks.buckets;
    CHECK(std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{0}) == 26);
}

TEST_CASE("a run that was not recorded or did not end has no numbers") {
    StagedRun staged(1);
    staged.useful(0, 0, 100);
    const auto trace = staged.trace(100);
    Run run = *trace->runs[0];
    run.info.recorded = false;
    CHECK_FALSE(numbersOf(run));
    run = *trace->runs[0];
    run.finished = false;
    CHECK_FALSE(numbersOf(run));
}
