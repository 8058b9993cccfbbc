#include "engine/trace/differences.h"

#include "engine/trace/balance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace corelane {
namespace {

constexpr std::size_t pieces = 65536;
constexpr float none = std::numeric_limits<float>::quiet_NaN();

const Span& spanOf(const Run& run, const Run::Place& place) {
    return run.workers[place.worker]->spans[place.span];
}

// Calls each(task, place in run, place in base) for the tasks of both.
template <class Each>
void forCommon(const Run& run, const Run& base, Each each) {
    const auto &a = *run.places, &b = *base.places;
    for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
        if (a[i].first < b[k].first) {
            ++i;
        } else if (b[k].first < a[i].first) {
            ++k;
        } else {
            if (!each(a[i].first, a[i].second, b[k].second)) return;
            ++i;
            ++k;
        }
    }
}

TaskDifference::Side sideOf(const Run& run, const Run::Place& place) {
    const Span& span = spanOf(run, place);
    TaskDifference::Side side;
    side.begin = span.begin;
    side.took = span.end - span.begin;
    const auto totals = run.workers[place.worker]->segments.totals(span.begin, span.end);
    for (std::size_t s = 0; s < stateCount; ++s) side.state[s] = totals[s];
    return side;
}

}  // namespace

bool sameWork(const Run& a, const Run& b) {
    return a.naming.count() > 0 && a.naming.graphs() == b.naming.graphs();
}

std::optional<double> Lag::mean(Time from, Time to) const {
    const double first = std::floor(double(from - begin) / piece), last = std::ceil(double(to - begin) / piece);
    if (last <= 0 || first >= double(behind.size())) return std::nullopt;
    const auto a = static_cast<std::size_t>(std::max(0.0, first));
    const auto b = std::clamp(static_cast<std::size_t>(last), a + 1, std::max(a + 1, behind.size()));
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = a; i < std::min(b, behind.size()); ++i) {
        if (std::isnan(behind[i])) continue;
        sum += double(behind[i]);
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / double(count);
}

std::optional<Lag> lag(const Run& run, const Run& base) {
    if (!run.places || !base.places || !sameWork(run, base)) return std::nullopt;
    const Extent own = extent(run), other = extent(base);
    if (own.end <= own.begin) return std::nullopt;
    Lag result;
    result.begin = own.begin;
    const auto length = static_cast<std::size_t>(own.end - own.begin);
    const std::size_t count = std::min(pieces, length);
    result.piece = double(length) / double(count);
    std::vector<double> sums(count, 0);
    std::vector<std::uint32_t> ends(count, 0);
    forCommon(run, base, [&](TaskIndex, const Run::Place& here, const Run::Place& there) {
        const Time end = spanOf(run, here).end, baseEnd = spanOf(base, there).end;
        if (end < own.begin || end > own.end || baseEnd < other.begin) return true;
        const auto at = std::min(count - 1, static_cast<std::size_t>(double(end - own.begin) / result.piece));
        sums[at] += double((end - own.begin) - (baseEnd - other.begin));
        ++ends[at];
        return true;
    });
    result.behind.assign(count, none);
    float last = none;
    for (std::size_t i = 0; i < count; ++i) {
        if (ends[i] > 0) last = static_cast<float>(sums[i] / ends[i]);
        result.behind[i] = last;
        if (!std::isnan(last)) result.most = std::max(result.most, std::abs(double(last)));
    }
    if (std::isnan(last)) return std::nullopt;
    return result;
}

std::optional<State> TaskDifference::cause() const {
    std::optional<State> grown;
    Duration most = 0;
    for (const State s : allStates) {
        const auto i = static_cast<std::size_t>(s);
        const Duration by = run.state[i] - base.state[i];
        if (by <= most) continue;
        most = by;
        grown = s;
    }
    return grown;
}

std::vector<TaskDifference> slowerTasks(
    const Run& run, const Run& base, std::size_t most, const std::atomic<bool>* outdated) {
    if (!run.places || !base.places || !sameWork(run, base) || most == 0) return {};
    struct Slower {
        Duration longer;
        TaskIndex task;
        Run::Place run, base;
    };
    // A heap whose front is the least of those kept.
    std::vector<Slower> kept;
    const auto more = [](const Slower& a, const Slower& b) {
        return a.longer != b.longer ? a.longer > b.longer : a.task < b.task;
    };
    std::size_t looked = 0;
    forCommon(run, base, [&](TaskIndex task, const Run::Place& here, const Run::Place& there) {
        constexpr std::size_t oftenEnough = 65536;
        if (outdated && ++looked % oftenEnough == 0 && *outdated) return false;
        const Span &a = spanOf(run, here), &b = spanOf(base, there);
        const Slower slower{(a.end - a.begin) - (b.end - b.begin), task, here, there};
        if (slower.longer <= 0) return true;
        if (kept.size() == most) {
            if (!more(slower, kept.front())) return true;
            std::ranges::pop_heap(kept, more);
            kept.pop_back();
        }
        kept.push_back(slower);
        std::ranges::push_heap(kept, more);
        return true;
    });
    std::ranges::sort(kept, more);
    std::vector<TaskDifference> differences;
    for (const Slower& slower : kept)
        differences.push_back({slower.task, sideOf(run, slower.run), sideOf(base, slower.base)});
    return differences;
}

LaneTime laneTime(const std::array<Duration, stateCount>& byState) {
    const auto of = [&](State s) { return byState[static_cast<std::size_t>(s)]; };
    return {
        of(State::Useful) + of(State::Overhead),
        of(State::Lock) + of(State::Queue) + of(State::Io) + of(State::Runnable)};
}

std::vector<std::optional<std::size_t>> matchingLanes(const Run& run, const Run& base) {
    std::unordered_map<std::string_view, std::size_t> named;
    for (std::size_t i = 0; i < base.workers.size(); ++i) named.try_emplace(base.workers[i]->name, i);
    std::vector<std::optional<std::size_t>> matches(run.workers.size());
    std::vector<bool> taken(base.workers.size(), false);
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const auto same = named.find(run.workers[i]->name);
        if (same == named.end() || taken[same->second]) continue;
        matches[i] = same->second;
        taken[same->second] = true;
    }
    for (std::size_t i = 0; i < std::min(matches.size(), taken.size()); ++i) {
        if (matches[i] || taken[i]) continue;
        matches[i] = i;
        taken[i] = true;
    }
    return matches;
}

}  // namespace corelane
