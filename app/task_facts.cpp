#include "app/task_facts.h"

#include <algorithm>

namespace corelane {
namespace {

bool isWait(std::uint8_t category) {
    const auto state = static_cast<State>(category);
    return state == State::Lock || state == State::Queue || state == State::Io || state == State::Runnable;
}

bool waitsForOthers(State state) {
    return state == State::Lock || state == State::Queue;
}

Duration waitedBefore(const Lane& lane, Time begin) {
    Duration waited = 0;
    std::size_t i = lane.segments.find(begin - 1);
    if (i >= lane.segments.size()) return 0;
    for (;; --i) {
        const SegmentIndex::Segment segment = lane.segments.segment(i);
        if (!isWait(segment.category)) break;
        waited += std::min(segment.end, begin) - segment.begin;
        if (i == 0) break;
    }
    return waited;
}

}  // namespace

std::optional<std::size_t> spanAt(const Lane& lane, Time time) {
    const std::size_t after = lane.spans.partitionPoint([time](const Span& s) { return s.begin <= time; });
    // A parent stands before its children: the last one that still covers the time is the innermost.
    constexpr std::size_t deepest = 4096;
    for (std::size_t back = 1; back <= after && back <= deepest; ++back) {
        const Span& span = lane.spans[after - back];
        if (span.end > time) return after - back;
        if (span.depth == 0) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<int> coreAt(const Run& run, std::uint32_t worker, Time time) {
    for (const auto& core : run.cores) {
        const auto span = spanAt(*core, time);
        if (span && core->spans[*span].task == worker + 1) return core->index;
    }
    return std::nullopt;
}

std::optional<TaskFacts> taskFacts(const Run& run, TaskIndex task) {
    const auto place = run.find(task);
    if (!place || place->worker >= run.workers.size()) return std::nullopt;
    const Lane& lane = *run.workers[place->worker];
    const Span& span = lane.spans[place->span];
    TaskFacts facts;
    facts.worker = place->worker;
    facts.span = place->span;
    facts.begin = span.begin;
    facts.end = span.end;
    facts.waited = waitedBefore(lane, span.begin);
    // An actor takes a moment between the end of a wait and its work, which must not hide the wait.
    if (facts.waited == 0)
        for (const EndedWait& wait : endedWaitsBefore(run, facts)) facts.waited += wait.waited();
    facts.core = coreAt(run, place->worker, span.begin + (span.end - span.begin) / 2);
    return facts;
}

std::vector<Edge> edgesInto(const Run& run, const TaskFacts& facts, TaskIndex task) {
    std::vector<Edge> edges;
    std::size_t i = run.edges.partitionPoint([&](const Edge& e) { return e.toTime < facts.begin; });
    for (; i < run.edges.size() && run.edges[i].toTime <= facts.end; ++i)
        if (run.edges[i].toTask == task) edges.push_back(run.edges[i]);
    std::ranges::sort(edges, {}, &Edge::fromTask);
    return edges;
}

std::vector<Edge> handoversWithin(const Run& run, Time from, Time to, std::size_t most) {
    std::vector<Edge> edges;
    if (!run.finished) return edges;  // not sorted yet
    const std::size_t first = run.edges.partitionPoint([&](const Edge& e) { return e.toTime < from; });
    for (std::size_t i = first; i < run.edges.size() && run.edges[i].toTime < to; ++i) {
        if (run.edges[i].toTask != 0) return {};  // edges between tasks: a click shows those of one
        if (edges.size() == most) return {};
        edges.push_back(run.edges[i]);
    }
    return edges;
}

std::optional<EndedWait> waitEndedBy(const Run& run, const Edge& edge) {
    if (!run.finished || edge.fromTask != 0 || edge.toTask != 0) return std::nullopt;
    if (!run.hasLane(edge.toLane) || !run.hasLane(edge.fromLane)) return std::nullopt;
    const Lane& lane = run.laneOfEdge(edge.toLane);
    std::size_t i = lane.spans.partitionPoint([&](const Span& s) { return s.begin < edge.toTime; });
    // A wait holds no spans: the last one that began before is it, unless others began while it went on.
    constexpr int most = 8;
    for (int back = 0; i > 0 && back < most; ++back) {
        const Span& span = lane.spans[--i];
        if (span.end != edge.toTime) continue;
        if (waitsForOthers(span.state)) return EndedWait{edge, i, span.begin, span.end, span.name};
        // It was given what it waited for, and was ready for a while until somebody ran it.
        if (span.state != State::Runnable || i == 0) continue;
        const Span& before = lane.spans[i - 1];
        if (before.end == span.begin && waitsForOthers(before.state))
            return EndedWait{edge, i - 1, before.begin, span.end, before.name};
    }
    return std::nullopt;
}

std::optional<EndedWait> endedWait(const Run& run, std::uint32_t ofLane, std::size_t span) {
    if (!run.finished || !run.hasLane(ofLane)) return std::nullopt;
    const Lane& lane = run.laneOfEdge(ofLane);
    if (span >= lane.spans.size() || !waitsForOthers(lane.spans[span].state)) return std::nullopt;
    Time end = lane.spans[span].end;
    if (span + 1 < lane.spans.size()) {
        const Span& after = lane.spans[span + 1];
        if (after.state == State::Runnable && after.begin == end && (ofLane & inTaskLanes)) end = after.end;
    }
    std::size_t i = run.edges.partitionPoint([end](const Edge& e) { return e.toTime < end; });
    for (; i < run.edges.size() && run.edges[i].toTime == end; ++i) {
        if (run.edges[i].toLane != ofLane) continue;
        const auto wait = waitEndedBy(run, run.edges[i]);
        if (wait && wait->span == span) return wait;
    }
    return std::nullopt;
}

std::vector<EndedWait> endedWaitsBefore(const Run& run, const TaskFacts& facts) {
    std::vector<EndedWait> waits;
    for (std::size_t i = facts.span; i > 0; --i) {
        const auto wait = endedWait(run, facts.worker, i - 1);
        if (!wait) break;
        waits.push_back(*wait);
    }
    std::ranges::reverse(waits);
    return waits;
}

std::vector<Edge> edgesOutOf(const Run& run, const TaskFacts& facts, TaskIndex task) {
    constexpr std::size_t farthest = 4'000'000;  // a consumer may start much later, but a click must not take seconds
    std::vector<Edge> edges;
    const std::size_t first = run.edges.partitionPoint([&](const Edge& e) { return e.toTime < facts.begin; });
    const std::size_t last = std::min(run.edges.size(), first + farthest);
    for (std::size_t i = first; i < last; ++i)
        if (run.edges[i].fromTask == task) edges.push_back(run.edges[i]);
    std::ranges::sort(edges, {}, &Edge::toTask);
    return edges;
}

}  // namespace corelane
