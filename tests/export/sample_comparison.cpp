#include "tests/export/sample_comparison.h"

#include "engine/trace/writer.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace corelane::test {

namespace {

// Where wall times have their places in the order of the repetitions.
constexpr int shuffled[] = {4, 0, 8, 2, 6, 1, 7, 3, 5};

void writeLanes(Writer& writer, const RunPlan& plan, Time begin) {
    const Time middle = begin + plan.wall / 2, end = begin + plan.wall;
    for (int w = 0; w < plan.workers; ++w) {
        const auto lane = writer.lane({LaneKind::Worker, w, fmt::format("w{}", w), 100, 100 + w, ""}, begin);
        Time from = begin;
        if (w == 0 && plan.startup > 0) {
            from += plan.startup;
            writer.begin(lane, begin, State::Startup, "startup");
            writer.end(lane, from);
        }
        if (w == 0 && plan.held > 0) {
            writer.begin(lane, from, State::Runnable, "preempted");
            writer.end(lane, from += plan.held);
        }
        if (w > 0) {
            writer.begin(lane, begin, State::Lock, "barrier");
            writer.end(lane, middle);
            from = middle;
        }
        writer.begin(lane, from, State::Useful, "task", static_cast<TaskIndex>(1 + w));
        writer.end(lane, end);
        writer.endLane(lane, end);
    }
}

}  // namespace

std::shared_ptr<const Trace> traceOf(const std::vector<RunPlan>& plans, const Comparison& comparison) {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(comparison);
    Time begin = 1'000'000'000;
    int number = 0;
    for (const RunPlan& plan : plans) {
        RunInfo info = someRun(++number);
        info.model = plan.model;
        info.title = plan.model + " title";
        info.options = plan.options;
        info.repetition = plan.repetition;
        info.warmup = plan.warmup;
        info.recorded = plan.recorded;
        info.workers = plan.workers;
        writer.beginRun(info, begin);
        if (plan.recorded) writeLanes(writer, plan, begin);
        if (!plan.finished) break;
        if (plan.lost > 0) writer.loss({begin + plan.wall, -1, plan.lost, "The ring was full."});
        RunResult result;
        result.begin = begin;
        result.wall = plan.wall;
        result.tasks = static_cast<std::uint64_t>(plan.workers);
        result.correct = plan.correct;
        result.digest = plan.correct ? "0123456789abcdef" : "fedcba9876543210";
        result.spans = plan.recorded ? static_cast<std::uint64_t>(2 * plan.workers - 1) : 0;
        result.lostEvents = plan.lost;
        result.bytesMoved = plan.bytesMoved;
        result.error = plan.error;
        result.interrupted = plan.interrupted;
        result.injected = plan.injected;
        writer.endRun(result, begin + plan.wall);
        begin += plan.wall + millisecond;
    }
    writer.endComparison(std::ranges::any_of(plans, &RunPlan::interrupted));
    REQUIRE(writer.flush());
    return read(tape.bytes);
}

std::vector<RunPlan> fourEntries() {
    Options pipe, ring;
    pipe.set("transport", std::string("pipe"));
    ring.set("transport", std::string("ring"));
    struct Entry {
        std::string model;
        Duration fastest;
        int workers;
        Options options;
        std::optional<std::uint64_t> bytesMoved;
    };
    const Entry entries[] = {
        {"serial", 40 * millisecond, 1, {}, {}},
        {"threads", 20 * millisecond, 2, {}, {}},
        {"process_pool", 25 * millisecond, 2, pipe, 4096},
        {"process_pool", 20 * millisecond + millisecond / 20, 2, ring, 0}};
    std::vector<RunPlan> plans;
    for (const Entry& e : entries)
        plans.push_back(
            {.model = e.model,
             .wall = 100 * millisecond,
             .repetition = 0,
             .workers = e.workers,
             .options = e.options,
             .warmup = true,
             .bytesMoved = e.bytesMoved});
    for (int r = 1; r <= 9; ++r)
        for (const Entry& e : entries) {
            const Duration wall = e.fastest + shuffled[r - 1] * millisecond / 10;
            plans.push_back(
                {.model = e.model,
                 .wall = wall,
                 .repetition = r,
                 .workers = e.workers,
                 .options = e.options,
                 .bytesMoved = e.bytesMoved});
            if (e.model == "threads" && r <= 3)
                plans.push_back(
                    {.model = e.model,
                     .wall = wall * 100 / 102,
                     .repetition = r,
                     .workers = e.workers,
                     .options = e.options,
                     .recorded = false});
        }
    return plans;
}

Comparison fourEntriesComparison() {
    Comparison c = someComparison();
    c.presetJson = R"json({
  "name": "stencil",
  "models": ["threads", {"name": "process_pool", "options": {"transport": "ring"}},
             {"name": "process_pool", "options": {"transport": "pipe"}}, "serial"],
  "expect": [
    {"expect": "Threads are faster than one core.", "measure": "speedup", "model": "threads", "at_least": 1.9},
    {"expect": "Nobody waits for a lock.", "measure": "lock_share", "model": "threads", "at_most": 0.1},
    {"expect": "The pipe is slower.", "measure": "ratio", "model": "process_pool:pipe", "baseline": "process_pool:ring",
     "at_least": 1.1, "at_most": 1.3},
    {"expect": "There are few switches.", "measure": "switches", "model": "threads", "at_most": 100}
  ]
})json";
    return c;
}

}  // namespace corelane::test
