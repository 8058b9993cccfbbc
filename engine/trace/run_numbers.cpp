#include "engine/trace/run_numbers.h"

#include "engine/trace/balance.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace corelane {

namespace {

Duration usefulIn(const Lane& lane, Time from, Time to) {
    return lane.segments.totals(from, to)[static_cast<std::size_t>(State::Useful)];
}

Parallelism parallelismOf(const Run& run, const Extent& extent) {
    Parallelism result;
    const Duration wall = extent.end - extent.begin;
    std::vector<std::pair<Time, int>> steps;
    Duration all = 0;
    for (const auto& lane : run.workers) {
        all += usefulIn(*lane, extent.begin, extent.end);
        for (std::size_t i = 0; i < lane->segments.size(); ++i) {
            const auto segment = lane->segments.segment(i);
            if (static_cast<State>(segment.category) != State::Useful) continue;
            const Time begin = std::clamp(segment.begin, extent.begin, extent.end);
            const Time end = std::clamp(segment.end, extent.begin, extent.end);
            if (begin == end) continue;
            steps.emplace_back(begin, 1);
            steps.emplace_back(end, -1);
        }
    }
    result.mean = static_cast<double>(all) / static_cast<double>(wall);
    std::ranges::sort(steps);
    result.atLevel.assign(run.workers.size() + 1, 0);
    Time before = extent.begin;
    std::size_t level = 0;
    for (const auto& [time, change] : steps) {
        result.atLevel[level] += time - before;
        before = time;
        level += static_cast<std::size_t>(change);
    }
    result.atLevel[level] += extent.end - before;
    while (result.atLevel.size() > 1 && result.atLevel.back() == 0) result.atLevel.pop_back();
    result.overTime = parallelismOver(run, extent.begin, extent.end, Parallelism::windows);
    return result;
}

// Threads that feed others and compute nothing are no workers; a worker that got nothing to do is one.
std::optional<double> fairnessOf(const Run& run, const Extent& extent) {
    std::vector<double> useful;
    for (const auto& lane : run.workers)
        useful.push_back(static_cast<double>(usefulIn(*lane, extent.begin, extent.end)));
    std::ranges::sort(useful, std::greater());
    const auto worked = static_cast<std::size_t>(std::ranges::count_if(useful, [](double u) { return u > 0; }));
    useful.resize(std::min(useful.size(), std::max(worked, static_cast<std::size_t>(std::max(0, run.info.workers)))));
    if (useful.size() < 2) return std::nullopt;
    return jainIndex(useful);
}

std::optional<WakeLatency> wakeOf(const Run& run) {
    std::vector<Duration> took;
    for (std::size_t i = 0; i < run.edges.size(); ++i)
        if (const Edge& edge = run.edges[i]; edge.toTask == 0)
            took.push_back(std::max<Duration>(0, edge.toTime - edge.fromTime));
    if (took.empty()) return std::nullopt;
    std::ranges::sort(took);
    const auto rank = [&](double share) {
        const auto n = static_cast<std::size_t>(std::ceil(share * static_cast<double>(took.size())));
        return took[std::max<std::size_t>(n, 1) - 1];
    };
    return WakeLatency{took.size(), rank(0.5), rank(0.9), rank(0.99), rank(0.999), took.back()};
}

}  // namespace

std::vector<double> parallelismOver(const Run& run, Time from, Time to, std::size_t windows) {
    const Duration whole = to - from;
    const auto parts = static_cast<Duration>(windows);
    // In two steps: whole times a part's number may not fit.
    const auto at = [&](std::size_t part) {
        const auto n = static_cast<Duration>(part);
        return from + whole / parts * n + whole % parts * n / parts;
    };
    std::vector<double> means;
    for (std::size_t i = 0; i < windows; ++i) {
        const Time begin = at(i), end = at(i + 1);
        Duration useful = 0;
        for (const auto& lane : run.workers) useful += usefulIn(*lane, begin, end);
        means.push_back(end > begin ? static_cast<double>(useful) / static_cast<double>(end - begin) : 0);
    }
    return means;
}

double jainIndex(std::span<const double> shares) {
    double sum = 0, squares = 0;
    for (const double share : shares) {
        sum += share;
        squares += share * share;
    }
    return squares > 0 ? sum * sum / (static_cast<double>(shares.size()) * squares) : 1;
}

std::optional<RunNumbers> numbersOf(const Run& run) {
    const Extent whole = extent(run);
    if (!run.finished || !run.info.recorded || run.workers.empty() || whole.end <= whole.begin) return std::nullopt;
    RunNumbers numbers;
    numbers.parallelism = parallelismOf(run, whole);
    numbers.tasks = rangeStatistics(run, whole.begin, whole.end + 1).tasks;
    numbers.fairness = fairnessOf(run, whole);
    numbers.wake = wakeOf(run);
    return numbers;
}

}  // namespace corelane
