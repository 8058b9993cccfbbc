// The rules on runs of which every microsecond is known. That real runs provoke them is tests/commands' matter.
#include "engine/findings/finding.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace corelane;
using namespace corelane::test;

namespace {

constexpr Duration us = 1000;

std::vector<Finding> findingsIn(const StagedRun& run, int wall, std::uint64_t tasks = 0, Duration leastUseful = 0) {
    const auto trace = run.trace(wall, tasks);
    REQUIRE(trace->runs.size() == 1);
    return findingsOf(*trace, *trace->runs.front(), leastUseful);
}

bool has(const std::vector<Finding>& findings, std::string_view name) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.name == name; });
}

// The finding of this name; the test fails when there is none.
Finding only(const std::vector<Finding>& findings, std::string_view name) {
    std::string there;
    for (const Finding& finding : findings) there += fmt::format("{}: {}\n", finding.name, finding.sentence);
    INFO(there);
    REQUIRE(std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.name == name; }) == 1);
    return *std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.name == name; });
}

std::string scriptWith(const std::string& objects, const std::string& actors) {
    return R"({"workload": {"kind": "script", "objects": {)" + objects + R"(}, "actors": {)" + actors + "}}}";
}
const std::string lockScript = scriptWith(R"("L": "mutex")", R"("w": {"steps": [{"lock": "L"}]})");

}  // namespace

TEST_CASE("every rule has a name of its own, a title and a sentence on what it looks for") {
    std::set<std::string_view> names;
    for (const Rule* rule : rules()) {
        CAPTURE(rule->name);
        CHECK(names.insert(rule->name).second);
        CHECK(findRule(rule->name) == rule);
        CHECK_FALSE(rule->title.empty());
        CHECK(rule->summary.size() > 30);
    }
    CHECK(names.size() >= 16);
    CHECK(findRule("no such rule") == nullptr);
}

TEST_CASE("a run that did not finish, has no workers or took no time has no findings") {
    const StagedRun empty(1);
    CHECK(findingsIn(empty, 0).empty());
    const auto trace = StagedRun(1).trace(100);
    Run unfinished = *trace->runs.front();
    unfinished.finished = false;
    CHECK(findingsOf(*trace, unfinished, 0).empty());
    Run bare = *trace->runs.front();
    bare.workers.clear();
    CHECK(findingsOf(*trace, bare, 0).empty());
}

TEST_CASE("only one of two workers computes for a good while: a serial section") {
    StagedRun run(2);
    run.useful(0, 0, 1000);
    run.useful(1, 0, 250);
    run.span(1, 250, 750, State::Idle, "no work");
    run.useful(1, 750, 1000);
    const Finding found = only(findingsIn(run, 1000), "serial_section");
    // A half of the time, one core's worth of it; stretches are told to 1/256 of the wall.
    CHECK(double(found.cost) == Approx(500.0 * us).margin(8 * us));
    CHECK(double(found.at - 1'000'000) == Approx(250.0 * us).margin(4 * us));
    CHECK(double(found.end - 1'000'000) == Approx(750.0 * us).margin(4 * us));
    CHECK(found.title == "Serial section");

    SECTION("but not when that is the least time the work takes") {
        // 1000 + 500 of useful time on two cores could have taken 750; at 1000 x 2 it could not.
        CHECK(has(findingsIn(run, 1000, 0, 1500 * us), "serial_section"));
        CHECK(findingsIn(run, 1000, 0, 2000 * us).empty());
        CHECK(findingsIn(run, 1000, 0, 1910 * us).empty());  // within a twentieth
        CHECK_FALSE(findingsIn(run, 1000, 0, 1890 * us).empty());
    }
}

TEST_CASE("two workers that compute all the time: nothing is found") {
    StagedRun run(2);
    run.useful(0, 0, 1000);
    run.useful(1, 0, 1000);
    CHECK(findingsIn(run, 1000, 2).empty());
}

TEST_CASE("a lock that goes round with a wake-up each time is a convoy, one that is held for long is not") {
    // Three in turn: each holds for 10 us and it takes 20 until the next one runs; or 200 and 5.
    const auto turns = [](int hold, int wakeUp, int count) {
        StagedRun run(3, lockScript);
        int time = 0;
        for (int turn = 0; turn < count; ++turn) {
            const int holder = turn % 3, next = (turn + 1) % 3, released = time + hold;
            run.useful(holder, time, released);
            const int waitsFrom = turn < 2 ? 0 : time - hold - wakeUp;
            run.waits({next}, std::max(0, waitsFrom), released + wakeUp, State::Lock, "L", holder, released, hold);
            time = released + wakeUp;
        }
        return std::pair(findingsIn(run, time), time);
    };
    const auto [convoy, wall] = turns(10, 20, 90);
    const Finding found = only(convoy, "lock_convoy");
    CHECK(
        found.sentence.find("L went from hand to hand 90 times in a row: held for 10.0 µs each time, and 20.0 µs") ==
        0);
    CHECK_FALSE(has(convoy, "long_hold"));
    CHECK(found.cost > 0);
    CHECK(found.cost <= 2 * Duration(wall) * us);

    const auto [held, heldWall] = turns(200, 5, 40);
    CHECK_FALSE(has(held, "lock_convoy"));
    CHECK(
        only(held, "long_hold").sentence.find("L was handed over 40 times after 8.00 ms of holding it in all") == 0);

    CHECK_FALSE(has(turns(10, 20, 12).first, "lock_convoy"));  // too short a row to be one
}

TEST_CASE("one of three that waits for a lock most of the run starves") {
    StagedRun run(3, lockScript);
    for (int i = 0; i < 20; ++i) {
        run.useful(0, i * 50, i * 50 + 20);
        run.span(0, i * 50 + 20, i * 50 + 22, State::Lock, "L");
        run.useful(1, i * 50 + 25, i * 50 + 45);
        run.span(1, i * 50 + 45, i * 50 + 47, State::Lock, "L");
    }
    run.wait(2, 10, 990, State::Lock, "L", 0, 20);
    const Finding found = only(findingsIn(run, 1000), "starvation");
    CHECK(found.lanes == std::vector<std::uint32_t>{2});
    CHECK(found.sentence.find("w2 waited 980 µs for L, where the middle one of 3 waited 40.0 µs") == 0);
}

TEST_CASE("many woken at once of whom most wait again are a herd; woken to work they are not") {
    const std::string script = scriptWith(R"("C": "condition", "L": "mutex")", R"("w": {"steps": [{"wait": "C"}]})");
    const auto woken = [&](bool again) {
        StagedRun run(5, script);
        for (int round = 0; round < 4; ++round) {
            const int from = round * 1000, notified = from + 500;
            run.useful(0, from, notified);
            run.waits({1, 2, 3, 4}, from, notified + 10, State::Lock, "C", 0, notified, 0);
            for (int w = 1; w < 5; ++w) {
                if (again) run.span(w, notified + 10, notified + 10 + 100 * w, State::Lock, "L");
                run.useful(w, notified + (again ? 10 + 100 * w : 10), from + 990);
            }
        }
        return findingsIn(run, 4000);
    };
    CHECK(
        only(woken(true), "thundering_herd").sentence.find("C woke 4.0 at once, 4 times over, and 100 % of them") ==
        0);
    CHECK_FALSE(has(woken(false), "thundering_herd"));
}

TEST_CASE("at a barrier, who always comes last is the straggler") {
    const std::string script = scriptWith(R"("B": {"kind": "barrier"})", R"("w": {"steps": [{"barrier": "B"}]})");
    const auto rounds = [&](bool always) {
        StagedRun run(2, script);
        for (int round = 0; round < 10; ++round) {
            const int slow = always ? 1 : round % 2, from = round * 100;
            run.useful(slow, from, from + 100);
            run.useful(1 - slow, from, from + 40);
            run.wait(1 - slow, from + 40, from + 100, State::Lock, "B", slow, 0);
        }
        return findingsIn(run, 1000);
    };
    const Finding found = only(rounds(true), "straggler");
    CHECK(found.lanes == std::vector<std::uint32_t>{1});
    CHECK(found.sentence.find("w1 came last to B in 10 of 10 rounds, and the others waited 600 µs in all") == 0);
    CHECK(double(found.cost) == Approx(600.0 * us));
    CHECK(
        only(rounds(false), "straggler").sentence.find("Each of 10 rounds at B lasted as long as its slowest") == 0);
}

TEST_CASE("in a graph, who computes far more than the mean is the straggler") {
    StagedRun run(2);
    run.useful(0, 0, 1000);
    run.useful(1, 0, 500);
    run.span(1, 500, 1000, State::Lock, "wait for inputs");
    const Finding found = only(findingsIn(run, 1000, 2), "straggler");
    CHECK(found.sentence.find("w0 computed for 1.00 ms, 33 % more than the mean of 2 workers") == 0);
    CHECK(double(found.cost) == Approx(500.0 * us));
}

TEST_CASE("a queue is full when its producers wait, and empty when its consumers do") {
    const std::string script = scriptWith(
        R"("Q": "queue")",
        R"("w0": {"steps": [{"loop": 9, "steps": [{"put": "Q"}]}]}, "w1": {"steps": [{"each": "Q", "steps": []}]})");
    const auto waiting = [&](int who) {
        StagedRun run(2, script);
        run.useful(1 - who, 0, 1000);
        run.useful(who, 0, 200);
        run.span(who, 200, 1000, State::Queue, "Q");
        return only(findingsIn(run, 1000), "queue_bottleneck");
    };
    CHECK(waiting(0).sentence.find("Q was full: producers waited 800 µs for room.") == 0);
    CHECK(waiting(1).sentence.find("Q was empty: consumers waited 800 µs for something in it.") == 0);
    CHECK(double(waiting(1).cost) == Approx(800.0 * us));
}

TEST_CASE("tasks of a microsecond that take as long to handle are too fine") {
    StagedRun run(2);
    for (int w = 0; w < 2; ++w)
        for (int i = 0; i < 500; ++i) {
            run.span(w, 2 * i, 2 * i + 1, State::Useful, "task", static_cast<TaskIndex>(1 + i % 26));
            run.span(w, 2 * i + 1, 2 * i + 2, State::Overhead, "scheduling");
        }
    CHECK(
        only(findingsIn(run, 1000, 1000), "too_fine_grain").sentence ==
        "A task computes for 1.00 µs and takes 1.00 µs to handle. Try larger tasks: at 20.0 µs each, handling would "
        "take a twentieth.");
}

TEST_CASE("workers that end one after the other are a staircase, one that ends far behind them is a straggler") {
    const auto ending = [](std::vector<int> ends) {
        StagedRun run(4);
        for (int w = 0; w < 4; ++w) {
            const int end = ends[static_cast<std::size_t>(w)];
            run.useful(w, 0, end);
            if (end < 1000) run.span(w, end, 1000, State::Idle, "no work");
        }
        return findingsIn(run, 1000, 4);
    };
    const Finding found = only(ending({400, 1000, 600, 800}), "staircase");
    CHECK(
        found.sentence.find("4 workers ended one after the other, w0 first and w1 600 µs later, and who had ended") ==
        0);
    CHECK(found.lanes == std::vector<std::uint32_t>{0, 2, 3, 1});
    CHECK(found.at == 1'000'000 + 400 * us);
    CHECK(double(found.cost) == Approx(200.0 * us));  // on two cores, so when one is left
    CHECK_FALSE(has(ending({400, 1000, 420, 440}), "staircase"));
    CHECK_FALSE(has(ending({940, 1000, 960, 980}), "staircase"));  // all within a tenth of the run
}

TEST_CASE("a worker that has nothing to do while another keeps tasks waiting is idle while work waits") {
    const auto lastBegins = [](int from, int idleFrom) {
        StagedRun run(2);
        run.span(0, 0, idleFrom, State::Useful, "task", 1);
        run.span(0, idleFrom, 1000, State::Idle, "no work");
        run.span(1, 0, from, State::Useful, "task", 2);
        run.span(1, from, 1000, State::Useful, "task", 3);
        return findingsIn(run, 1000, 3);
    };
    const Finding found = only(lastBegins(700, 300), "idle_while_work_waits");
    CHECK(found.sentence.find("For 400 µs in all a worker had nothing to do while up to 1 task was ready") == 0);
    CHECK(double(found.cost) == Approx(400.0 * us).margin(1 * us));
    CHECK(double(found.at - 1'000'000) == Approx(300.0 * us).margin(1 * us));
    CHECK(double(found.end - 1'000'000) == Approx(700.0 * us).margin(1 * us));
    CHECK_FALSE(has(lastBegins(300, 300), "idle_while_work_waits"));  // nothing waits from then on
}

TEST_CASE("a last task that is long leaves cores without work: too coarse") {
    StagedRun run(2);
    run.span(0, 0, 500, State::Useful, "task", 1);
    run.span(0, 500, 1000, State::Useful, "task", 3);
    run.span(1, 0, 550, State::Useful, "task", 2);
    run.span(1, 550, 1000, State::Idle, "no work");
    const Finding found = only(findingsIn(run, 1000, 3), "too_coarse_grain");
    CHECK(double(found.cost) == Approx(450.0 * us));
    CHECK(found.at == 1'000'000 + 550 * us);
}

TEST_CASE("workers that take half the run to start dominate it") {
    StagedRun run(2);
    for (int w = 0; w < 2; ++w) {
        run.span(w, 0, 500, State::Startup, "start process");
        run.useful(w, 500, 1000);
    }
    const Finding found = only(findingsIn(run, 1000, 2), "startup_dominates");
    CHECK(double(found.cost) == Approx(1000.0 * us));
    CHECK(
        found.sentence.find("50 % of the core time went to starting workers; the first task began after 500 µs") ==
        0);
}

TEST_CASE("a preset that is no JSON, or not what it should be, costs a rule its words and nothing else") {
    for (const std::string preset :
         {"", "[1", "[]", R"({"workload": 3})", R"({"workload": {"objects": [], "actors": 1}})",
          R"({"workload": {"objects": {"Q": {"kind": 7}}, "actors": {"w0": 1}}})"}) {
        StagedRun run(2, preset);
        run.useful(0, 0, 1000);
        run.wait(1, 0, 1000, State::Queue, "Q", 0, 0);
        CHECK_NOTHROW(findingsIn(run, 1000));
    }
}
