#include "app/span_walk.h"

#include <algorithm>

namespace corelane {
namespace {

constexpr std::ptrdiff_t farthest = 1'000'000;

std::uint32_t numberInEdges(const SpanPlace& place) {
    return static_cast<std::uint32_t>(place.lane) | (place.kind == LaneKind::Task ? inTaskLanes : 0);
}

enum class End { Giver, Taker };

// The place at an end of an edge. A hand-over often lies a moment beside the span it belongs to: of the giver it is
// what was done last, of the taker what it went on with.
std::optional<SpanPlace> placeAt(const Run& run, std::uint32_t edgeLane, Time time, End end) {
    if (!run.hasLane(edgeLane)) return std::nullopt;
    const Lane& lane = run.laneOfEdge(edgeLane);
    std::size_t at = lane.spans.partitionPoint([time](const Span& s) { return s.begin <= time; });
    const bool goesOn = at == 0 || (lane.spans[at - 1].end <= time && lane.spans[at - 1].end != 0);
    if (end == End::Giver || !goesOn || at == lane.spans.size()) {
        if (at == 0) return std::nullopt;
        --at;
    }
    const auto kind = edgeLane & inTaskLanes ? LaneKind::Task : LaneKind::Worker;
    return placeOf(run, kind, static_cast<int>(edgeLane & ~inTaskLanes), at);
}

std::optional<SpanPlace> followedTask(const Run& run, TaskIndex task, int direction) {
    const auto facts = taskFacts(run, task);
    if (!facts) return std::nullopt;
    if (direction > 0) {
        const auto edges = edgesOutOf(run, *facts, task);
        if (edges.empty()) return std::nullopt;
        return placeOf(run, std::ranges::min_element(edges, {}, &Edge::toTime)->toTask);
    }
    // The input that came last is the one it waited for.
    const auto edges = edgesInto(run, *facts, task);
    if (edges.empty()) return std::nullopt;
    return placeOf(run, std::ranges::max_element(edges, {}, &Edge::fromTime)->fromTask);
}

}  // namespace

const Lane* laneOf(const Run& run, const SpanPlace& place) {
    const auto& lanes = place.kind == LaneKind::Core     ? run.cores
                        : place.kind == LaneKind::Worker ? run.workers
                        : place.kind == LaneKind::Task   ? run.tasks
                                                         : run.counters;
    const auto i = static_cast<std::size_t>(place.lane);
    if (i >= lanes.size() || place.span >= lanes[i]->spans.size()) return nullptr;
    return lanes[i].get();
}

std::optional<SpanPlace> placeOf(const Run& run, LaneKind kind, int lane, std::size_t span) {
    SpanPlace place;
    place.run = run.info.number;
    place.kind = kind;
    place.lane = lane;
    place.span = span;
    const Lane* found = laneOf(run, place);
    if (!found) return std::nullopt;
    const Span& s = found->spans[span];
    place.state = s.state;
    place.name = s.name;
    place.task = kind == LaneKind::Core ? 0 : s.task;
    place.begin = s.begin;
    place.end = s.end == 0 ? std::max(run.end, s.begin) : s.end;
    return place;
}

std::optional<SpanPlace> placeOf(const Run& run, TaskIndex task) {
    const auto place = run.find(task);
    return place ? placeOf(run, LaneKind::Worker, static_cast<int>(place->worker), place->span) : std::nullopt;
}

std::optional<SpanPlace> stepped(const Run& run, const SpanPlace& place, int direction, Which which) {
    const Lane* lane = laneOf(run, place);
    if (!lane) return std::nullopt;
    const auto from = static_cast<std::ptrdiff_t>(place.span), size = static_cast<std::ptrdiff_t>(lane->spans.size());
    const Span& here = lane->spans[place.span];
    for (std::ptrdiff_t i = from + direction; i >= 0 && i < size && std::abs(i - from) <= farthest; i += direction) {
        const Span& s = lane->spans[static_cast<std::size_t>(i)];
        if (which == Which::Any || (s.name == here.name && s.state == here.state))
            return placeOf(run, place.kind, place.lane, static_cast<std::size_t>(i));
    }
    return std::nullopt;
}

std::optional<SpanPlace> followed(const Run& run, const SpanPlace& place, int direction) {
    if (place.kind == LaneKind::Core || !run.finished) return std::nullopt;  // edges are sorted at the end
    if (place.task != 0)
        if (const auto next = followedTask(run, place.task, direction)) return next;
    const std::uint32_t lane = numberInEdges(place);
    if (direction > 0) {
        const Lane* own = laneOf(run, place);
        if (!own) return std::nullopt;
        const bool last = place.span + 1 == own->spans.size();
        const Time until = last ? run.end : std::max(place.end, own->spans[place.span + 1].begin);
        std::size_t i = run.edges.partitionPoint([&](const Edge& e) { return e.toTime < place.begin; });
        const std::size_t farthestEdge = std::min(run.edges.size(), i + farthest);
        for (; i < farthestEdge; ++i) {
            const Edge& edge = run.edges[i];
            if (edge.fromLane != lane || edge.fromTime < place.begin || edge.fromTime > until) continue;
            // What went on with it, rather than the wait that it ended.
            return placeAt(run, edge.toLane, edge.toTime, End::Taker);
        }
        return std::nullopt;
    }
    const Time until = place.state == State::Lock || place.state == State::Queue || place.state == State::Io
                           ? place.end
                           : place.begin;
    std::size_t i = run.edges.partitionPoint([&](const Edge& e) { return e.toTime <= until; });
    for (std::ptrdiff_t looked = 0; i > 0 && looked < farthest; ++looked) {
        const Edge& edge = run.edges[--i];
        // At its very end the giver may have begun the next one.
        if (edge.toLane == lane) return placeAt(run, edge.fromLane, edge.fromTime - 1, End::Giver);
    }
    return std::nullopt;
}

}  // namespace corelane
