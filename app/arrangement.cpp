#include "app/arrangement.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace corelane {
namespace {

bool contains(const std::vector<std::string>& keys, const std::string& key) {
    return std::ranges::find(keys, key) != keys.end();
}

Duration waited(const Lane& lane) {
    const auto totals = lane.segments.totals(lane.segments.begin(), lane.segments.end());
    Duration sum = 0;
    for (const State s : {State::Lock, State::Queue, State::Io, State::Runnable, State::Idle})
        sum += totals[static_cast<std::size_t>(s)];
    return sum;
}

// For each worker, the core that ran it longest, as the core lanes tell; -1: they do not.
std::vector<int> coresOf(const Run& run) {
    std::vector<std::map<int, Duration>> times(run.workers.size());
    for (const auto& core : run.cores)
        for (std::size_t i = 0; i < core->spans.size(); ++i) {
            const Span& span = core->spans[i];
            if (span.task > 0 && span.task <= times.size() && span.end > span.begin)
                times[span.task - 1][core->index] += span.end - span.begin;
        }
    std::vector<int> cores;
    for (const auto& byCore : times) {
        const auto most = std::ranges::max_element(byCore, {}, [](const auto& entry) { return entry.second; });
        cores.push_back(most == byCore.end() ? -1 : most->first);
    }
    return cores;
}

void placeOnAxis(std::vector<DrawnRun>& runs, const Arrangement& how, bool recording) {
    Duration longest = 0;
    for (const DrawnRun& run : runs) longest = std::max(longest, run.wall());
    Time earliest = 0;
    std::vector<DrawnRun*> without;
    for (DrawnRun& run : runs) {
        const auto anchor = anchorTime(*run.run, how.align, how.anchor);
        const bool stretched = how.sameLength && !recording && run.wall() > 0;
        run.axis = {anchor.value_or(run.begin()), stretched ? double(longest) / double(run.wall()) : 1.0};
        if (!anchor)
            without.push_back(&run);
        else
            earliest = std::min(earliest, run.onAxis(run.begin()));
    }
    for (DrawnRun* run : without) run->axis.zero = run->axis.absolute(-earliest);
}

}  // namespace

bool Arrangement::hides(const std::string& key) const {
    return contains(hidden, key);
}

bool Arrangement::collapses(const std::string& key) const {
    return contains(collapsed, key);
}

std::optional<Time> anchorTime(const Run& run, Arrangement::Align align, TaskIndex anchor) {
    if (align == Arrangement::Align::Start) return extent(run).begin;
    const auto beginOf = [&run](TaskIndex task) -> std::optional<Time> {
        const auto place = run.find(task);
        if (!place) return std::nullopt;
        return run.workers[place->worker]->spans[place->span].begin;
    };
    const auto task = run.naming.task(anchor);
    if (align == Arrangement::Align::Task || !task) return beginOf(anchor);
    std::optional<Time> first;
    for (std::uint32_t point = 0; point < run.naming.graphs()[task->graph].width; ++point) {
        const auto begin = beginOf(run.naming.index({task->graph, task->step, point}));
        if (begin && (!first || *begin < *first)) first = begin;
    }
    return first;
}

std::vector<DrawnRun> arranged(std::vector<DrawnRun> runs, const Arrangement& how, bool recording) {
    std::erase_if(runs, [&](const DrawnRun& run) { return how.hides(run.key); });
    const auto rank = [&](const DrawnRun& run) { return std::ranges::find(how.order, run.key) - how.order.begin(); };
    std::ranges::stable_sort(runs, {}, rank);
    for (DrawnRun& run : runs) run.collapsed = how.collapses(run.key);
    placeOnAxis(runs, how, recording);
    return runs;
}

std::vector<int> laneOrder(const Run& run, Arrangement::Lanes by) {
    std::vector<int> order(run.workers.size());
    std::iota(order.begin(), order.end(), 0);
    const auto lane = [&](int i) -> const Lane& { return *run.workers[static_cast<std::size_t>(i)]; };
    // Workers stand in the order of their numbers, whichever of them wrote first in this run.
    std::ranges::stable_sort(order, {}, [&](int i) { return lane(i).index; });
    switch (by) {
    case Arrangement::Lanes::Number:
        break;
    case Arrangement::Lanes::Name:
        std::ranges::stable_sort(order, {}, [&](int i) -> const std::string& { return lane(i).name; });
        break;
    case Arrangement::Lanes::Core: {
        const std::vector<int> cores = coresOf(run);
        std::ranges::stable_sort(order, {}, [&](int i) { return cores[static_cast<std::size_t>(i)]; });
        break;
    }
    case Arrangement::Lanes::Begin:
        std::ranges::stable_sort(order, {}, [&](int i) { return lane(i).begin; });
        break;
    case Arrangement::Lanes::Waiting: {
        std::vector<Duration> waits;
        for (const auto& worker : run.workers) waits.push_back(waited(*worker));
        std::ranges::stable_sort(order, std::greater(), [&](int i) { return waits[static_cast<std::size_t>(i)]; });
        break;
    }
    }
    return order;
}

}  // namespace corelane
