#include "engine/export/at_once.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace corelane {

int mostAtOnce(const Run& run, std::span<const State> states) {
    const auto& lanes = run.tasks.empty() ? run.workers : run.tasks;
    std::vector<std::pair<Time, int>> changes;
    for (const auto& lane : lanes)
        for (std::size_t i = 0; i < lane->spans.size(); ++i) {
            const Span& span = lane->spans[i];
            if (std::ranges::find(states, span.state) == states.end()) continue;
            changes.emplace_back(span.begin, 1);
            changes.emplace_back(span.end > 0 ? span.end : run.end, -1);
        }
    // What ends at a moment ends before what begins at it.
    std::ranges::sort(changes);
    int now = 0, most = 0;
    for (const auto& [time, change] : changes) most = std::max(most, now += change);
    return most;
}

std::optional<std::int64_t> highestCount(const Run& run) {
    std::optional<std::int64_t> highest;
    for (const auto& lane : run.counters)
        for (std::size_t i = 0; i < lane->points.size(); ++i)
            highest = std::max(highest.value_or(lane->points[i].value), lane->points[i].value);
    return highest;
}

}  // namespace corelane
