#include "engine/trace/balance.h"
#include "engine/trace/range_statistics.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

struct Staged {
    std::shared_ptr<const Trace> trace;
    RangeStatistics of(int from, int to) const {
        const Run& run = *trace->runs.front();
        const Time begin = extent(run).begin;
        return rangeStatistics(run, begin + Duration(from) * 1000, begin + Duration(to) * 1000);
    }
};

}  // namespace

TEST_CASE("latencies are those of the tasks that end in the range") {
    StagedRun run(2);
    for (int i = 0; i < 20; ++i)
        run.span(i % 2, (i / 2) * 100, (i / 2) * 100 + 10 + i, State::Useful, "task", static_cast<TaskIndex>(i + 1));
    const Staged staged{run.trace(1000, 20)};
    const RangeStatistics all = staged.of(0, 1000);
    CHECK(all.tasks.count == 20);
    CHECK(all.tasks.median == 19'000);  // the tenth of 10 to 29
    CHECK(all.tasks.p90 == 27'000);
    CHECK(all.tasks.p99 == 29'000);
    CHECK(all.tasks.longest == 29'000);
    std::uint64_t counted = 0;
    for (const std::uint64_t n : all.tasks.buckets) counted += n;
    CHECK(counted == 20);
    // Tasks 11 and 12, of 20 and 21 microseconds; those of 500 to 600 have not ended before 515.
    const RangeStatistics some = staged.of(430, 515);
    CHECK(some.tasks.count == 0);
    CHECK(staged.of(430, 521).tasks.count == 2);
    CHECK(staged.of(430, 521).tasks.longest == 21'000);
    CHECK(staged.of(430, 520).tasks.count == 1);
    CHECK(staged.of(500, 500).tasks.count == 0);
}

TEST_CASE("waits are added up by what was waited for, clipped to the range") {
    StagedRun run(3);
    run.wait(1, 0, 100, State::Lock, "L", 0, 0);
    run.wait(2, 50, 300, State::Lock, "L", 0, 0);
    run.wait(1, 150, 190, State::Queue, "Q", 0, 0);
    run.useful(0, 0, 400);
    const Staged staged{run.trace(400)};
    const RangeStatistics all = staged.of(0, 400);
    REQUIRE(all.waits.size() == 2);
    CHECK(staged.trace->name(all.waits[0].name) == "L");
    CHECK(all.waits[0].total == 350'000);
    CHECK(all.waits[0].count == 2);
    CHECK(all.waits[0].longest.took() == 250'000);
    CHECK(all.waits[0].longest.lane == 2);
    CHECK(all.waits[1].state == State::Queue);
    const RangeStatistics some = staged.of(80, 160);
    REQUIRE(some.waits.size() == 2);
    CHECK(some.waits[0].total == 100'000);
    CHECK(some.waits[0].longest.took() == 250'000);  // a span is not cut
    CHECK(some.waits[1].total == 10'000);
    CHECK(staged.of(310, 400).waits.empty());
}

TEST_CASE("a wait within a longer span that began before the range counts") {
    StagedRun run(1);
    run.span(0, 0, 500, State::Useful, "work", 1);
    run.span(0, 100, 200, State::Io, "disk");
    const Staged staged{run.trace(500, 1)};
    CHECK(staged.of(150, 160).waits.at(0).total == 10'000);
    CHECK(staged.of(150, 160).tasks.count == 0);
}

TEST_CASE("switches and migrations are counted on core lanes, and not known without them") {
    StagedRun staged(1);
    staged.useful(0, 0, 100);
    const auto trace = staged.trace(100);
    Run run = *trace->runs.front();
    const Time begin = extent(run).begin;
    run.cores.clear();
    CHECK_FALSE(rangeStatistics(run, begin, begin + 100'000).switches);
    const auto core = [&](int index, const std::vector<std::pair<int, int>>& stays) {
        auto lane = std::make_shared<Lane>();
        lane->kind = LaneKind::Core;
        lane->index = index;
        for (const auto& [from, to] : stays)
            lane->spans.push_back({begin + from * 1000, begin + to * 1000, 1, 0, State::Useful, 0});
        return lane;
    };
    run.cores = {core(0, {{0, 30}, {60, 70}}), core(1, {{30, 60}, {80, 100}})};
    const RangeStatistics all = rangeStatistics(run, begin, begin + 100'000);
    CHECK(all.switches == 4);
    CHECK(all.migrations == 3);
    const RangeStatistics some = rangeStatistics(run, begin + 40'000, begin + 75'000);
    CHECK(some.switches == 1);
    CHECK(some.migrations == 1);
}

TEST_CASE("buckets of latencies double every four") {
    CHECK(Latencies::bucketOf(0) == 0);
    CHECK(Latencies::bucketOf(1) == 0);
    CHECK(Latencies::bucketOf(1024) == 40);
    CHECK(Latencies::bucketOf(1023) == 39);
    CHECK(Latencies::bucketBegin(40) == Approx(1024));
}
