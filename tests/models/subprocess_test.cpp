// Task graphs on children that are talked to in lines, that stand in a chain, or that are started for each task.
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <numeric>

using namespace corelane;

namespace {

const Model& subprocess() {
    return *findModel("subprocess");
}
Given talk(std::string_view how) {
    return {{"talk", std::string(how)}};
}

}  // namespace

TEST_CASE("a child of a chain does every so many-th step, the last one the last", "[subprocess]") {
    NothingLeft left;
    const auto made = stencil(7, 4);
    const auto look = [&](Recorder& recorder) {
        for (const SeenLane& lane : lanesOf(recorder))
            for (const Named& span : lane.spans)
                if (span.task != 0)
                    CHECK((made.workload->naming().task(span.task)->step + 2) % 3 == unsigned(lane.index));
    };
    const Ran ran =
        runModel(subprocess(), *made.workload, made.options, {.workers = 3, .options = talk("chain")}, look);
    CHECK(ran.result);
    CHECK(ran.got == evaluate(*made.workload));
    left.check();
}

TEST_CASE("a chain ends when all of its stages have, also where the last one needs nothing of them", "[subprocess]") {
    // The first stage's steps take long, those of the last one nothing.
    const auto made = makeWorkload(
        {{{"pattern", std::string("trivial")},
          {"steps", std::int64_t{1}},
          {"width", std::int64_t{4}},
          {"kernel", std::string("compute_bound")},
          {"iterations", std::int64_t{200'000}}},
         {{"pattern", std::string("trivial")}, {"steps", std::int64_t{2}}, {"width", std::int64_t{1}}}});
    const Ran ran = runModel(subprocess(), *made.workload, made.options, {.workers = 2, .options = talk("chain")});
    CHECK(ran.result);
    CHECK(ran.got == evaluate(*made.workload));
}

TEST_CASE("outputs larger than any pipe pass through children, more of them than steps, too", "[subprocess]") {
    NothingLeft left;
    const auto made = stencil(4, 6, 0, 1 << 18);
    for (const char* how : {"chain", "conversation", "wait"})
        for (const int workers : {1, 2, 7}) {
            INFO(how << ", " << workers);
            const Ran ran =
                runModel(subprocess(), *made.workload, made.options, {.workers = workers, .options = talk(how)});
            INFO((ran.result ? std::string() : ran.result.error().message));
            CHECK(ran.result);
            CHECK(ran.firstFault.empty());
            CHECK(ran.got == evaluate(*made.workload));
        }
    left.check();
}

TEST_CASE("graphs of different lengths go through a chain together", "[subprocess]") {
    const auto made = makeWorkload(
        {{{"pattern", std::string("tree")}, {"steps", std::int64_t{5}}, {"width", std::int64_t{3}}},
         {{"pattern", std::string("fft")},
          {"steps", std::int64_t{11}},
          {"width", std::int64_t{8}},
          {"output_bytes", std::int64_t{4096}}},
         {{"pattern", std::string("dom")}, {"steps", std::int64_t{2}}, {"width", std::int64_t{9}}}});
    for (const int workers : {1, 3, 4}) {
        const Ran ran =
            runModel(subprocess(), *made.workload, made.options, {.workers = workers, .options = talk("chain")});
        CHECK(ran.result);
        CHECK(ran.firstFault.empty());
        CHECK(ran.got == evaluate(*made.workload));
    }
}

TEST_CASE("a killed child fails the run in a sentence", "[subprocess]") {
    NothingLeft left;
    const auto made = endless();
    for (const char* how : {"chain", "conversation"}) {
        INFO(how);
        {
            Started run(made, subprocess(), talk(how), 3);
            run.untilRecorded(50, 3);
            const pid_t victim = run.pidOf(1);
            REQUIRE(victim > 0);
            kill(victim, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(
                result.error().message.find(
                    fmt::format("worker p1 (process {}) was killed by signal 9 after ", victim)) == 0);
        }
        left.check();
    }
    {
        const auto slow = stencil(50'000, 4, 200'000);
        Started run(slow, subprocess(), talk("wait"), 2);
        // Its callers are threads, so that children of this process are the tasks' own.
        pid_t victim = 0;
        while (!run.ended() && victim == 0) {
            const auto children = childrenOf(getpid());
            if (!children.empty()) victim = children.front();
        }
        kill(victim, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(result.error().message.find("the process for task stencil_1d ") == 0);
        CHECK(result.error().message.find(" was killed by signal 9 before it had answered") != std::string::npos);
    }
    left.check();
}

TEST_CASE("a stop ends children soon, also those whose task would take for ever", "[subprocess]") {
    NothingLeft left;
    for (const char* how : {"chain", "conversation", "wait"}) {
        INFO(how);
        {
            const auto made = endless();
            Started run(made, subprocess(), talk(how), 3);
            run.untilRecorded(10, 3);
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().tasks() < made.workload->taskCount());
            CHECK(run.recorder().faults() == 0);
        }
        left.check();
        {
            const auto made = stencil(3, 8, 1'000'000'000'000);
            Started run(made, subprocess(), talk(how), 2);
            while (!run.ended() && run.pidOf(0) == 0) std::this_thread::yield();
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().tasks() == 0);
        }
        left.check();
    }
}

TEST_CASE("a process for each task shows its start before each", "[subprocess]") {
    const auto made = stencil(4, 3, 100);
    std::size_t starts = 0, tasks = 0;
    const auto look = [&](Recorder& recorder) {
        for (const SeenLane& lane : lanesOf(recorder)) {
            CHECK(lane.pid == getpid());
            for (const Named& span : lane.spans) {
                CHECK(span.begin <= span.end);
                starts += span.name == "start process";
                tasks += span.task != 0;
            }
            for (std::size_t i = 1; i < lane.spans.size(); ++i) CHECK(lane.spans[i - 1].end <= lane.spans[i].begin);
        }
    };
    CHECK(runModel(subprocess(), *made.workload, made.options, {.workers = 2, .options = talk("wait")}, look).result);
    CHECK(starts == 12);
    CHECK(tasks == 12);
}
