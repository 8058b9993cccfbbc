#include "engine/run/forecast.h"

#include "engine/models/outputs.h"
#include "engine/record/free_memory.h"
#include "workloads/kernels.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace corelane {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::milliseconds(40);
constexpr std::uint32_t mostSamples = 64;
// Chains are followed task by task up to here; in larger graphs a step counts as one mean task.
constexpr std::uint64_t mostFollowed = 2'000'000;

Duration nanoseconds(Clock::duration d) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(d).count();
}

// How many iterations a task makes, as a factor of the mean: only load_imbalance tells tasks apart.
double share(const Options& graph, std::uint32_t number, std::uint32_t step, std::uint32_t point) {
    constexpr std::uint64_t scale = 1 << 20;
    if (graph.text("kernel") != "load_imbalance") return 1;
    KernelParameters kernel{Kernel::LoadImbalance, scale, graph.real("imbalance")};
    kernel.graph = number;
    return double(iterationsOf(kernel, step, point)) / double(scale);
}

// Computes tasks here and there in a graph: the mean duration of one whose share is 1. The shortest of each counts,
// since other programs can only make it longer.
double taskNs(
    const Workload& workload, const Options& options, std::uint32_t number, std::vector<std::byte>& scratch) {
    const TaskGraph& graph = workload.graphs()[number];
    const std::size_t bytes = workload.outputBytes(number);
    std::vector<std::byte> output(bytes), given;
    std::vector<Bytes> inputs;
    Points points;
    const auto until = Clock::now() + patience;
    double sum = 0, shares = 0;
    for (std::uint32_t i = 0; i < mostSamples && (i == 0 || Clock::now() < until); ++i) {
        const std::uint32_t step = static_cast<std::uint32_t>(std::uint64_t(i) * graph.steps() / mostSamples);
        const std::uint32_t point = graph.offset(step) + i % graph.widthAt(step);
        graph.inputs(step, point, points);
        if (points.size() * bytes > std::size_t(64) << 20) continue;  // as good as any other, and too large to make
        given.resize(points.size() * bytes);
        inputs.clear();
        for (std::size_t p = 0; p < points.size(); ++p) {
            const MutableBytes input(given.data() + p * bytes, bytes);
            stamp({number, step - 1, points[p]}, input);
            inputs.emplace_back(input);
        }
        Duration shortest = INT64_MAX;
        for (int again = 0; again < 3 && (again == 0 || Clock::now() < until); ++again) {
            const auto begin = Clock::now();
            workload.run({number, step, point}, inputs, output, scratch);
            shortest = std::min(shortest, nanoseconds(Clock::now() - begin));
        }
        sum += double(shortest);
        shares += share(options, number, step, point);
    }
    return shares > 0 ? sum / shares : 0;
}

struct Lengths {
    double work = 0, chain = 0;  // in tasks of share 1
};

Lengths lengthsOf(const TaskGraph& graph, const Options& options, std::uint32_t number) {
    if (graph.taskCount() + graph.dependenceCount() > mostFollowed)
        return {double(graph.taskCount()), graph.dependenceCount() > 0 ? double(graph.steps()) : 1.0};
    Lengths lengths;
    std::vector<double> before(graph.width()), now(graph.width());
    Points points;
    for (std::uint32_t step = 0; step < graph.steps(); ++step) {
        for (std::uint32_t point = graph.offset(step); point < graph.offset(step) + graph.widthAt(step); ++point) {
            const double own = share(options, number, step, point);
            graph.inputs(step, point, points);
            double latest = 0;
            for (const std::uint32_t input : points) latest = std::max(latest, before[input]);
            now[point] = latest + own;
            lengths.work += own;
            lengths.chain = std::max(lengths.chain, now[point]);
        }
        std::swap(before, now);
    }
    return lengths;
}

}  // namespace

Result<Forecast> forecast(const Preset& preset) {
    if (preset.commands)
        return fail(
            Error::Kind::Invalid,
            "how long commands take only running them tells, and a forecast starts none; it is of task graphs");
    if (!preset.workload)
        return fail(
            Error::Kind::Invalid, "how long a script takes only running it tells; a forecast is of task graphs");
    const Workload& workload = *preset.workload;
    Forecast told;
    told.tasks = workload.taskCount();
    told.dependences = workload.edgeCount();
    std::vector<std::byte> scratch(workload.scratchBytes());
    double work = 0, chain = 0;
    for (std::uint32_t i = 0; i < workload.graphs().size(); ++i) {
        const double one = taskNs(workload, preset.graphs[i], i, scratch);
        const Lengths lengths = lengthsOf(workload.graphs()[i], preset.graphs[i], i);
        work += one * lengths.work;
        chain = std::max(chain, one * lengths.chain);
    }
    told.work = std::llround(work);
    told.chain = std::llround(chain);
    told.task = told.tasks > 0 ? std::llround(work / double(told.tasks)) : 0;
    int most = 1;
    for (const PresetModel& entry : preset.models) {
        const int workers = entry.model->oneWorker ? 1 : entry.workers;
        most = std::max(most, workers);
        const double even = work / std::min(workers, preset.cores);
        told.models.push_back({entry.model, workers, std::llround(std::max(even, chain))});
    }
    told.memory = Outputs::bytesNeeded(workload) + workload.scratchBytes() * static_cast<std::uint64_t>(most);
    told.freeMemory = corelane::freeMemory().value_or(0);
    return told;
}

}  // namespace corelane
