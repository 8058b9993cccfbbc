#include "engine/trace/range_statistics.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace corelane {
namespace {

constexpr std::size_t oftenEnough = 65536;

bool isWait(State state) {
    return state == State::Lock || state == State::Queue || state == State::Io;
}

// The first span that may reach into what begins at `from`: the outermost one that covers it stands before.
std::size_t firstIn(const Lane& lane, Time from) {
    constexpr std::size_t deepest = 4096;
    std::size_t first = lane.spans.partitionPoint([from](const Span& s) { return s.begin < from; });
    for (std::size_t back = 0; first > 0 && back < deepest; ++back)
        if (lane.spans[--first].depth == 0) break;
    return first;
}

class Gatherer {
  public:
    Gatherer(const Run& run, Time from, Time to, const std::atomic<bool>* outdated)
        : m_run(run), m_from(from), m_to(to), m_outdated(outdated) {}

    bool lanes(LaneKind kind, const std::vector<std::shared_ptr<const Lane>>& lanes) {
        for (std::size_t i = 0; i < lanes.size(); ++i)
            if (!lane(kind, static_cast<int>(i), *lanes[i])) return false;
        return true;
    }

    RangeStatistics take() {
        RangeStatistics statistics;
        statistics.tasks = latencies();
        for (const auto& [key, waits] : m_waits) statistics.waits.push_back(waits);
        std::ranges::stable_sort(statistics.waits, std::greater(), &Waits::total);
        return statistics;
    }

  private:
    bool lane(LaneKind kind, int index, const Lane& lane) {
        for (std::size_t i = firstIn(lane, m_from); i < lane.spans.size(); ++i) {
            if (m_outdated && i % oftenEnough == 0 && *m_outdated) return false;
            const Span& span = lane.spans[i];
            if (span.begin >= m_to) break;
            const Time end = span.end == 0 ? m_run.end : span.end;
            if (kind == LaneKind::Worker && span.end > m_from && span.end <= m_to && isTask(index, i, span))
                m_took.push_back(span.end - span.begin);
            if (isWait(span.state) && end > m_from) wait(kind, index, i, span, end);
        }
        return true;
    }

    // Its own work, not what was done on its behalf elsewhere.
    bool isTask(int worker, std::size_t i, const Span& span) const {
        if (span.task == 0) return false;
        if (!m_run.places) return span.state == State::Useful;
        const auto place = m_run.find(span.task);
        return place && static_cast<int>(place->worker) == worker && place->span == i;
    }

    void wait(LaneKind kind, int index, std::size_t i, const Span& span, Time end) {
        Waits& waits = m_waits[{span.state, span.name}];
        waits.state = span.state;
        waits.name = span.name;
        waits.total += std::min(end, m_to) - std::max(span.begin, m_from);
        ++waits.count;
        if (waits.count > 1 && end - span.begin <= waits.longest.took()) return;
        SpanPlace place;
        place.run = m_run.info.number;
        place.kind = kind;
        place.state = span.state;
        place.name = span.name;
        place.lane = index;
        place.task = span.task;
        place.span = i;
        place.begin = span.begin;
        place.end = end;
        waits.longest = place;
    }

    Latencies latencies() {
        Latencies result;
        result.count = m_took.size();
        if (m_took.empty()) return result;
        for (const Duration took : m_took) {
            const auto bucket = static_cast<std::size_t>(Latencies::bucketOf(took));
            if (bucket >= result.buckets.size()) result.buckets.resize(bucket + 1, 0);
            ++result.buckets[bucket];
        }
        auto sortedFrom = m_took.begin();  // what is before it is no larger than the percentile found last
        const auto percentile = [&](double share) {
            const auto rank = static_cast<std::size_t>(std::ceil(share * double(m_took.size()) - 1e-9));
            const auto at = m_took.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
            if (at >= sortedFrom) std::nth_element(sortedFrom, at, m_took.end());
            sortedFrom = at;
            return *at;
        };
        result.median = percentile(0.5);
        result.p90 = percentile(0.9);
        result.p99 = percentile(0.99);
        result.p999 = percentile(0.999);
        result.longest = *std::max_element(sortedFrom, m_took.end());
        return result;
    }

    const Run& m_run;
    Time m_from, m_to;
    const std::atomic<bool>* m_outdated;
    std::vector<Duration> m_took;
    std::map<std::pair<State, std::uint16_t>, Waits> m_waits;
};

// Who came to run where, in order of time.
void countSwitches(const Run& run, Time from, Time to, RangeStatistics& statistics) {
    if (run.cores.empty()) return;
    struct Arrival {
        Time time;
        TaskIndex worker;  // 1 + its index; 0: another thread
        int core;
    };
    std::vector<Arrival> arrivals;
    for (const auto& core : run.cores) {
        const auto& spans = core->spans;
        std::size_t i = spans.partitionPoint([from](const Span& s) { return s.begin < from; });
        if (i > 0) --i;  // who was there at the begin has not come, but may leave for another core
        for (; i < spans.size() && spans[i].begin < to; ++i)
            arrivals.push_back({spans[i].begin, spans[i].task, core->index});
    }
    std::ranges::sort(arrivals, {}, &Arrival::time);
    std::vector<int> lastCore(run.workers.size() + 1, -1);
    statistics.switches = statistics.migrations = 0;
    for (const Arrival& arrival : arrivals) {
        if (arrival.time >= from) ++*statistics.switches;
        if (arrival.worker == 0 || arrival.worker >= lastCore.size()) continue;
        int& last = lastCore[arrival.worker];
        if (arrival.time >= from && last >= 0 && last != arrival.core) ++*statistics.migrations;
        last = arrival.core;
    }
}

}  // namespace

int Latencies::bucketOf(Duration took) {
    return took < 1 ? 0 : static_cast<int>(std::floor(perOctave * std::log2(double(took)) + 1e-9));
}

double Latencies::bucketBegin(int bucket) {
    return std::exp2(double(bucket) / perOctave);
}

RangeStatistics rangeStatistics(const Run& run, Time from, Time to, const std::atomic<bool>* outdated) {
    Gatherer gatherer(run, from, to, outdated);
    if (from >= to || !gatherer.lanes(LaneKind::Worker, run.workers) || !gatherer.lanes(LaneKind::Task, run.tasks))
        return {};
    RangeStatistics statistics = gatherer.take();
    countSwitches(run, from, to, statistics);
    return statistics;
}

}  // namespace corelane
