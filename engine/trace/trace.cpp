#include "engine/trace/trace.h"

#include <algorithm>

namespace corelane {

namespace {

// The task's own work, not what was done on its behalf elsewhere.
bool better(const Span& candidate, const Span& known) {
    const bool useful = candidate.state == State::Useful, knownUseful = known.state == State::Useful;
    return useful != knownUseful ? useful : candidate.begin < known.begin;
}

}  // namespace

std::optional<Run::Place> Run::find(TaskIndex task) const {
    if (task == 0) return std::nullopt;
    if (places) {
        const auto& all = *places;
        if (task <= all.size() && all[task - 1].first == task) return all[task - 1].second;
        const auto at = std::lower_bound(
            all.begin(), all.end(), task, [](const auto& entry, TaskIndex t) { return entry.first < t; });
        if (at == all.end() || at->first != task) return std::nullopt;
        return at->second;
    }
    std::optional<Place> best;
    for (std::uint32_t w = 0; w < workers.size(); ++w) {
        const auto& spans = workers[w]->spans;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (spans[i].task != task) continue;
            if (!best || better(spans[i], workers[best->worker]->spans[best->span])) best = Place{w, i};
        }
    }
    return best;
}

}  // namespace corelane
