// The process pool against one written directly, and what starting it and handing tasks over costs.
#include "engine/models/model.h"
#include "tests/bench/bare_pool.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace corelane {
namespace {

const std::string bareProgram = CORELANE_BIN "/corelane-bare-worker";

// Seconds of one run of ours, recording off.
double poolSeconds(const BareWork& work, const char* start, const char* transport, int workers) {
    const Model& model = *findModel("process_pool");
    const auto graphs = work.options();
    const auto workload = work.make();
    const Options options =
        *Options::resolve(model.options, {{"start", std::string(start)}, {"transport", std::string(transport)}});
    const std::vector<int> cores = coresHere();
    Recorder recorder = *Recorder::make({.enabled = false, .lanes = workers + 1, .recordsPerLane = 256});
    Execution execution{
        *workload, options, cores, workers, true, recorder, "task_graph", graphs, CORELANE_BIN "/corelane-engine"};
    const Result<> result = model.runGraph(execution);
    if (!result || recorder.tasks() != workload->taskCount()) {
        std::fprintf(
            stderr, "the process pool failed: %s\n", result ? "tasks are missing" : result.error().message.c_str());
        std::exit(1);
    }
    return static_cast<double>(recorder.endTime() - recorder.beginTime()) * 1e-9;
}

std::vector<double> bothSides(
    int repetitions, const std::function<double()>& ours, const std::function<double()>& bare) {
    return interleavedMedians(repetitions, {ours, bare});
}

}  // namespace

std::vector<Figure> poolBench() {
    std::vector<Figure> figures;
    const int workers = static_cast<int>(coresHere().size());

    const BareWork small{"stencil_1d", 1500, 8, 50, 16}, large{"stencil_1d", 400, 8, 50, 16384};
    for (const auto& [name, work] : {std::pair{"pipe_16_bytes", small}, std::pair{"pipe_16_kib", large}}) {
        const auto median = bothSides(
            9, [&] { return poolSeconds(work, "spawn", "pipe", workers); },
            [&] { return barePipePool(bareProgram, work, workers); });
        figures.push_back({name, median[0] / median[1], "x a bare pool", 1.05});
        std::fprintf(stderr, "%s: %.1f ms, bare %.1f ms\n", name, median[0] * 1e3, median[1] * 1e3);
    }

    // A chain of tasks: through pipes each goes to the worker and back; in shared memory two workers take turns, so
    // that two tasks are a round trip. The difference between a long and a short chain leaves out the start.
    const BareWork shortPipe{"no_comm", 100, 1, 0, 16}, longPipe{"no_comm", 5100, 1, 0, 16};
    const BareWork shortShared{"no_comm", 10'000, 1, 0, 16}, longShared{"no_comm", 210'000, 1, 0, 16};
    std::vector<double> pipes;
    // On one core: across cores it takes 5 or 25 us, after where the scheduler leaves the parent, for either side.
    std::thread([&] {
        pinTo(coresHere().front());
        pipes = interleavedMedians(
            9, {[&] { return poolSeconds(longPipe, "spawn", "pipe", 1); },
                [&] { return poolSeconds(shortPipe, "spawn", "pipe", 1); },
                [&] { return barePipePool(bareProgram, longPipe, 1); },
                [&] { return barePipePool(bareProgram, shortPipe, 1); }});
    }).join();
    figures.push_back(
        {"pipe_round_trip", (pipes[0] - pipes[1]) / (pipes[2] - pipes[3]), "x a bare pool's, on one core", 1.05});
    std::fprintf(
        stderr, "pipe round trip: %.2f us, bare %.2f us\n", (pipes[0] - pipes[1]) * 200, (pipes[2] - pipes[3]) * 200);
    const auto shared = interleavedMedians(
        9, {[&] { return poolSeconds(longShared, "spawn", "shared_memory", 2); },
            [&] { return poolSeconds(shortShared, "spawn", "shared_memory", 2); },
            [&] { return bareSharedChain(bareProgram, longShared); },
            [&] { return bareSharedChain(bareProgram, shortShared); }});
    figures.push_back(
        {"shared_memory_round_trip", (shared[0] - shared[1]) / (shared[2] - shared[3]), "x bare spin then park",
         1.2});
    std::fprintf(
        stderr, "shared memory round trip: %.2f us, bare %.2f us\n", (shared[0] - shared[1]) * 10,
        (shared[2] - shared[3]) * 10);

    // Two processes until both have worked and left; 21 ms is the best of Python's start methods.
    const BareWork tiny{"trivial", 1, 4, 0, 16};
    const auto starts = interleavedMedians(
        15, {[&] { return poolSeconds(tiny, "spawn", "pipe", 2); },
             [&] { return poolSeconds(tiny, "forkserver", "pipe", 2); }});
    figures.push_back({"start_spawn", starts[0] * 1e3, "ms for two workers, start to end", 21});
    figures.push_back({"start_forkserver", starts[1] * 1e3, "ms for two workers, start to end", 21});
    return figures;
}

}  // namespace corelane
