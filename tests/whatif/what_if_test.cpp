// Replays and questions on runs put together by hand, whose answers can be worked out on paper.
#include "engine/whatif/what_if.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace corelane;
using namespace corelane::test;

namespace {

std::optional<double> microseconds(const WhatIf& whatIf, std::string_view question) {
    const auto found =
        std::ranges::find_if(whatIf.predictions, [&](const Prediction& p) { return p.question->name == question; });
    REQUIRE(found != whatIf.predictions.end());
    if (!found->wall) return std::nullopt;
    return static_cast<double>(*found->wall) / 1000;
}

std::string said(const WhatIf& whatIf, std::string_view question) {
    const auto found =
        std::ranges::find_if(whatIf.predictions, [&](const Prediction& p) { return p.question->name == question; });
    return found->sentence;
}

// Two actors that take one lock in turns, 100 us inside and 20 us outside; each release is a hand-over.
std::shared_ptr<const Trace> twoUnderOneLock() {
    StagedRun run(2);
    run.span(0, 0, 100, State::Useful, "inside");
    run.wait(1, 0, 100, State::Lock, "L", 0, 100);
    run.span(0, 100, 120, State::Useful, "outside");
    run.span(1, 100, 200, State::Useful, "inside");
    run.wait(0, 120, 200, State::Lock, "L", 1, 100);
    run.span(0, 200, 300, State::Useful, "inside");
    run.span(1, 200, 220, State::Useful, "outside");
    run.wait(1, 220, 300, State::Lock, "L", 0, 100);
    run.span(0, 300, 320, State::Useful, "outside");
    run.span(1, 300, 400, State::Useful, "inside");
    return run.trace(400);
}

}  // namespace

TEST_CASE("a lock held half as long ends a run of nothing else in half the time, and replays as it was") {
    const auto trace = twoUnderOneLock();
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(whatIf.refused.empty());
    REQUIRE(whatIf.replayed);
    CHECK(*whatIf.replayed == 400'000);
    CHECK(microseconds(whatIf, "half_hold") == 200);
    CHECK(microseconds(whatIf, "task_twice_as_fast") == 200);  // inside, which takes most
    CHECK(microseconds(whatIf, "free_communication") == 400);
    CHECK(microseconds(whatIf, "more_cores") == 400);
    CHECK_THAT(said(whatIf, "half_hold"), Catch::Contains("it would take 200 µs, 50 % less."));
    const WhatIf outside = corelane::whatIf(*trace, *trace->runs[0], {"outside", 0});
    CHECK(microseconds(outside, "task_twice_as_fast") == 400);  // others wait for the lock all the same
    const WhatIf unknown = corelane::whatIf(*trace, *trace->runs[0], {"insde", 0});
    CHECK_FALSE(microseconds(unknown, "task_twice_as_fast"));
    CHECK_THAT(said(unknown, "task_twice_as_fast"), Catch::Contains("Nothing is called insde"));
}

TEST_CASE("hand-overs that take no time shorten the chain by what they took") {
    StagedRun run(2);
    run.span(0, 0, 100, State::Useful, "a");
    run.waits({1}, 0, 130, State::Queue, "Q", 0, 100, 0);  // given at 100, runs again at 130
    run.span(1, 130, 200, State::Useful, "b");
    const auto trace = run.trace(200);
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(*whatIf.replayed == 200'000);
    CHECK(microseconds(whatIf, "free_communication") == 170);
    CHECK_FALSE(microseconds(whatIf, "half_hold"));
}

TEST_CASE("tasks go to whoever is free: twice the cores take half the time, down to the longest chain") {
    StagedRun run(2);
    // four chains of two tasks of 100 us on two workers
    for (int i = 0; i < 8; ++i) {
        const int worker = i % 2, begin = i / 2 * 100;
        run.span(worker, begin, begin + 100, State::Useful, "work", static_cast<TaskIndex>(i + 1));
    }
    for (TaskIndex i = 1; i <= 4; ++i) run.input(i, i + 4);
    const auto trace = run.trace(400, 26);
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(whatIf.refused.empty());
    CHECK(*whatIf.replayed == 400'000);
    CHECK(microseconds(whatIf, "more_cores") == 200);
    CHECK(microseconds(corelane::whatIf(*trace, *trace->runs[0], {"", 8}), "more_cores") == 200);
    CHECK(microseconds(corelane::whatIf(*trace, *trace->runs[0], {"", 1}), "more_cores") == 800);
    CHECK(microseconds(whatIf, "task_twice_as_fast") == 200);
    CHECK(microseconds(whatIf, "perfect_balance") == 400);
}

TEST_CASE("work that is unevenly shared out is balanced, and its workers keep what they have") {
    StagedRun run(2);
    for (int i = 0; i < 6; ++i)
        run.span(0, i * 100, i * 100 + 100, State::Useful, "work", static_cast<TaskIndex>(i + 1));
    run.span(1, 0, 100, State::Useful, "work", 7);
    run.span(1, 100, 200, State::Useful, "work", 8);
    const auto trace = run.trace(600, 26);
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(*whatIf.replayed == 600'000);  // nobody took work from worker 0
    CHECK(microseconds(whatIf, "perfect_balance") == 400);
    CHECK_FALSE(microseconds(whatIf, "more_cores"));
    CHECK_THAT(said(whatIf, "more_cores"), Catch::Contains("cannot be told"));
    CHECK(microseconds(whatIf, "task_twice_as_fast") == 300);
}

TEST_CASE("a step that begins when the whole step before has ended does so again") {
    StagedRun run(2);
    // steps of two tasks: 100 us and 40 us, no inputs but a barrier. someRun() has one step, so that steps are not
    // told
    for (int step = 0; step < 3; ++step) {
        run.span(0, step * 100, step * 100 + 100, State::Useful, "work", static_cast<TaskIndex>(2 * step + 1));
        run.span(1, step * 100, step * 100 + 40, State::Useful, "work", static_cast<TaskIndex>(2 * step + 2));
    }
    for (TaskIndex i = 1; i <= 4; i += 2) {
        run.input(i, i + 2);
        run.input(i, i + 3);
    }
    const auto trace = run.trace(300, 26);
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(*whatIf.replayed == 300'000);
    CHECK(microseconds(whatIf, "more_cores") == 300);
    CHECK(microseconds(whatIf, "perfect_balance") == 300);  // the chain of long ones
}

TEST_CASE("a run that was not recorded, or did not end well, is refused with the reason") {
    const auto refused = [](const Trace& trace, auto change) {
        Run run = *trace.runs[0];
        change(run);
        const WhatIf whatIf = corelane::whatIf(trace, run);
        CHECK(whatIf.predictions.empty());
        CHECK_FALSE(whatIf.replayed);
        return whatIf.refused;
    };
    const auto trace = twoUnderOneLock();
    CHECK_THAT(refused(*trace, [](Run& r) { r.info.recorded = false; }), Catch::Contains("recorder off"));
    CHECK_THAT(refused(*trace, [](Run& r) { r.finished = false; }), Catch::Contains("did not end"));
    CHECK_THAT(refused(*trace, [](Run& r) { r.result.correct = false; }), Catch::Contains("did not end"));
    CHECK_THAT(refused(*trace, [](Run& r) { r.result.lostEvents = 3; }), Catch::Contains("were lost"));
    CHECK_THAT(
        refused(
            *trace,
            [](Run& r) {
                for (auto& lane : r.workers) lane = std::make_shared<Lane>();
                r.edges = {};
            }),
        Catch::Contains("Nothing was computed"));
}

TEST_CASE("a run whose replay takes something else than it took is asked nothing") {
    StagedRun run(3);  // three at once on two cores: what the recorder would never see
    for (int worker = 0; worker < 3; ++worker) run.span(worker, 0, 100, State::Useful, "work");
    const auto trace = run.trace(100);
    const WhatIf whatIf = corelane::whatIf(*trace, *trace->runs[0]);
    CHECK(whatIf.predictions.empty());
    REQUIRE(whatIf.replayed);
    CHECK(*whatIf.replayed == 200'000);
    CHECK_THAT(whatIf.refused, Catch::Contains("Replayed unchanged the run takes 200 µs and not 100 µs"));
}
