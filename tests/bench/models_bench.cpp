// What each model costs: against the same construct written directly, with the recorder off; and, recorded as a
// user's run is, how far independent items of a microsecond scale and what a parallel_for over them costs.
#include "engine/models/model.h"
#include "engine/record/recording.h"
#include "engine/run/comparison_runner.h"
#include "engine/run/edges.h"
#include "engine/trace/writer.h"
#include "tests/bench/bare_models.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"
#include "workloads/kernels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <time.h>

namespace corelane {
namespace {

double secondsNow() {
    return static_cast<double>(boottimeNow()) * 1e-9;
}

// So many iterations of busy_wait are a microsecond here.
std::int64_t iterationsOfMicrosecond() {
    KernelParameters kernel;
    kernel.kernel = Kernel::BusyWait;
    kernel.iterations = 200'000;
    double best = 1e9;
    for (int i = 0; i < 20; ++i) {
        const double start = secondsNow();
        const std::uint64_t value = runKernel(kernel, 0, 0, {});
        asm volatile("" : : "r"(value));
        best = std::min(best, secondsNow() - start);
    }
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(200'000 * 1e-6 / best));
}

struct Work {
    std::vector<Options> options;
    std::unique_ptr<Workload> workload;
    std::uint64_t digest = 0;
};

Work makeWork(const char* pattern, std::int64_t steps, std::int64_t width, std::int64_t iterations) {
    const WorkloadKind& kind = *findWorkloadKind("task_graph");
    Work work;
    work.options.push_back(*Options::resolve(
        kind.options, {{"pattern", std::string(pattern)},
                       {"steps", steps},
                       {"width", width},
                       {"kernel", std::string("busy_wait")},
                       {"iterations", iterations}}));
    work.workload = *kind.make(work.options);
    return work;
}

[[noreturn]] void wrong(std::string_view what, std::string_view why) {
    std::fprintf(stderr, "%s: %s\n", std::string(what).c_str(), std::string(why).c_str());
    std::exit(1);
}

// Runs the model; seconds of wall time as the recorder has it. Fills in the work's digest, or compares with it.
double runSeconds(Work& work, const Model& model, const Options& options, Recorder& recorder) {
    const std::vector<int> cores = coresHere();
    Execution execution{
        *work.workload, options,      cores, model.oneWorker ? 1 : static_cast<int>(cores.size()), true, recorder,
        "task_graph",   work.options, ""};
    const Result<> result = model.runGraph(execution);
    if (!result) wrong(model.name, result.error().message);
    if (recorder.faults() || recorder.tasks() != work.workload->taskCount()) wrong(model.name, "tasks went wrong");
    if (work.digest == 0) work.digest = recorder.digest();
    if (recorder.digest() != work.digest) wrong(model.name, "the digest is another one");
    return static_cast<double>(recorder.endTime() - recorder.beginTime()) * 1e-9;
}

Options optionsOf(const Model& model, const char* option, const char* choice) {
    std::map<std::string, OptionValue> given;
    if (option) given[option] = std::string(choice);
    return *Options::resolve(model.options, given);
}

// ---- each model against the same written directly

struct Opponent {
    const char* figure;
    const char* model;
    const char* option;
    const char* choice;
    std::uint64_t (*bare)(const BareStencil&);
    const char* unit;
};
constexpr Opponent opponents[] = {
    {"serial", "serial", nullptr, nullptr, bareSerial, "x two nested loops"},
    {"threads", "threads", nullptr, nullptr, bareThreads, "x bare threads and flags"},
    {"thread_pool_stealing", "thread_pool", "queue", "work_stealing", bareStealingPool, "x a bare stealing pool"},
    {"thread_pool_shared", "thread_pool", "queue", "shared", bareSharedPool, "x a bare pool with one queue"},
    {"tbb_tasks", "tbb_tasks", nullptr, nullptr, bareTbbTasks, "x a bare tbb::task_group"},
    {"tbb_tasks_flow_graph", "tbb_tasks", nullptr, nullptr, bareTbbFlowGraph, "x a bare tbb::flow::graph"},
    {"openmp_tasks", "openmp_tasks", nullptr, nullptr, bareOpenmpTasks, "x bare OpenMP tasks"},
    {"coroutines", "coroutines", nullptr, nullptr, bareCoroutines, "x bare coroutines"},
};

void againstBare(Work& work, std::vector<Figure>& figures) {
    const std::vector<int> cores = coresHere();
    const BareStencil stencil(*work.workload, cores);
    for (const Opponent& opponent : opponents) {
        const Model& model = *findModel(opponent.model);
        const Options options = optionsOf(model, opponent.option, opponent.choice);
        const auto ours = [&] {
            Recorder recorder = *Recorder::make(
                {.enabled = false, .lanes = static_cast<int>(cores.size()) + 1, .recordsPerLane = 256});
            return runSeconds(work, model, options, recorder);
        };
        const auto bare = [&] {
            const double start = secondsNow();
            const std::uint64_t digest = opponent.bare(stencil);
            const double seconds = secondsNow() - start;
            if (digest != work.digest) wrong(opponent.figure, "the bare digest is another one");
            return seconds;
        };
        ours();
        const auto median = interleavedMedians(41, {ours, bare});
        figures.push_back({opponent.figure, median[0] / median[1], opponent.unit, 1.05});
        std::fprintf(stderr, "%s: %.2f ms, bare %.2f ms\n", opponent.figure, median[0] * 1e3, median[1] * 1e3);
    }
}

// ---- independent items

double recordedSeconds(Work& work, const Model& model, std::uint64_t& lost) {
    static const ClockFacts clock = measureClock();
    static const int level = recordingLevel().level;
    const Options options = optionsOf(model, nullptr, nullptr);
    const int workers = model.oneWorker ? 1 : static_cast<int>(coresHere().size());
    Writer writer([](std::string_view) -> Result<> { return {}; }, Writer::Packing::Plain);
    writer.comparison({});
    (void)writer.flush();
    RunInfo info;
    info.number = 1;
    info.model = model.name;
    info.level = level;
    info.graphs = work.workload->naming().graphs();
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = workers + 2;
    settings.recorder.recordsPerLane = recordsPerLane(*work.workload, workers);
    settings.recorder.clock = clock.best;
    const WorkloadEdges edges(*work.workload);
    auto recording = Recording::start(info, settings, edges, writer);
    if (!recording) wrong(model.name, recording.error().message);
    const double seconds = runSeconds(work, model, options, recording->recorder());
    const auto finished = recording->finish({}, "", work.workload->taskCount());
    if (!finished) wrong(model.name, finished.error().message);
    lost += finished->lostEvents;
    return seconds;
}

void independentItems(std::int64_t microsecond, std::vector<Figure>& figures) {
    Work work = makeWork("trivial", 1, 100'000, microsecond);
    const double cores = static_cast<double>(coresHere().size());
    std::uint64_t lost = 0;
    const char* const names[] = {"serial", "threads", "thread_pool", "tbb_tasks"};
    std::vector<std::function<double()>> sides;
    for (const char* const name : names)
        sides.push_back([&work, &lost, name] { return recordedSeconds(work, *findModel(name), lost); });
    const auto median = interleavedMedians(15, sides);
    std::fprintf(stderr, "100,000 items of 1 us: serial %.2f ms\n", median[0] * 1e3);
    for (std::size_t i = 1; i < std::size(names); ++i) {
        figures.push_back(
            {fmt::format("items_{}", names[i]), median[0] / median[i] / cores,
             fmt::format("x {} cores, 100,000 items of 1 us", cores), 0.95, false});
        std::fprintf(stderr, "%s: %.2f ms\n", names[i], median[i] * 1e3);
    }
    figures.push_back({"items_lost_events", static_cast<double>(lost), "events", 0});
}

// ---- what a loop costs that is recorded as a user's run is

void recordedLoop(std::int64_t microsecond, std::vector<Figure>& figures) {
    Work work = makeWork("trivial", 1, 100'000, microsecond);
    const std::vector<int> cores = coresHere();
    std::uint64_t lost = 0;
    const auto ours = [&] { return recordedSeconds(work, *findModel("tbb_parallel_for"), lost); };
    const auto bare = [&] {
        double seconds = 0;
        if (bareTbbParallelFor(*work.workload, cores, seconds) != work.digest)
            wrong("parallel_for", "the bare digest is another one");
        return seconds;
    };
    const auto unrecorded = [&] {
        const Model& model = *findModel("tbb_parallel_for");
        Recorder recorder =
            *Recorder::make({.enabled = false, .lanes = static_cast<int>(cores.size()) + 1, .recordsPerLane = 256});
        return runSeconds(work, model, optionsOf(model, nullptr, nullptr), recorder);
    };
    ours();
    const auto median = interleavedMedians(21, {ours, bare, unrecorded});
    figures.push_back(
        {"recorded_parallel_for", median[0] / median[1], "x a bare tbb::parallel_for, 100,000 items of 1 us", 1.02});
    figures.push_back({"recorded_parallel_for_lost", static_cast<double>(lost), "events", 0});
    std::fprintf(
        stderr, "tbb_parallel_for: %.2f ms recorded, %.2f ms not, bare %.2f ms\n", median[0] * 1e3, median[2] * 1e3,
        median[1] * 1e3);
}

}  // namespace

std::vector<Figure> modelsBench() {
    std::vector<Figure> figures;
    const std::int64_t microsecond = iterationsOfMicrosecond();
    Work stencil = makeWork("stencil_1d", 1500, 16, microsecond);
    againstBare(stencil, figures);
    independentItems(microsecond, figures);
    recordedLoop(microsecond, figures);
    return figures;
}

}  // namespace corelane
