#include "engine/trace/lane_builder.h"

#include <algorithm>

namespace corelane {

namespace {

constexpr std::uint8_t of(State state) {
    return static_cast<std::uint8_t>(state);
}

// Where a thread does not wait on purpose, being off its core is what happened to it.
constexpr bool computes(State state) {
    return state == State::Useful || state == State::Overhead || state == State::Startup;
}

// Between its spans a worker does its model's bookkeeping; a task waits to be taken up.
constexpr State between(LaneKind kind) {
    return kind == LaneKind::Task ? State::Idle : State::Overhead;
}

}  // namespace

// ---- workers, tasks, counters -------------------------------------------------------------------

LaneBuilder::LaneBuilder(Lane lane, Presence* presence)
    : m_lane(std::move(lane)), m_presence(presence), m_last(m_lane.begin), m_painted(m_lane.begin) {
    m_lane.segments = SegmentIndex(of(between(m_lane.kind)));
}

void LaneBuilder::begin(Time time, TaskIndex task, std::uint16_t name, State state) {
    time = std::max(time, m_last);
    if (m_hasSpans) advance(time);
    m_last = m_painted = time;
    m_hasSpans = true;
    const auto depth = static_cast<std::uint8_t>(std::min<std::size_t>(m_open.size(), 255));
    m_open.push_back({m_lane.spans.size(), state});
    m_lane.spans.push_back({time, 0, task, name, state, depth});
}

const Span* LaneBuilder::end(Time time) {
    if (m_open.empty()) return nullptr;
    time = std::max(time, m_last);
    advance(time);
    m_last = time;
    Span& span = m_lane.spans.mutableAt(m_open.back().span);
    span.end = time;
    m_open.pop_back();
    return &span;
}

void LaneBuilder::endLane(Time time) {
    time = std::max(time, m_last);
    while (!m_open.empty()) end(time);
    m_last = m_lane.end = time;
}

void LaneBuilder::close() {
    while (!m_open.empty()) end(m_last);
}

void LaneBuilder::advance(Time time) {
    const State state = m_open.empty() ? between(m_lane.kind) : m_open.back().state;
    if (m_presence && computes(state)) {
        while (m_painted < time) {
            const Presence::Piece piece = m_presence->at(m_painted);
            const Time end = std::min(piece.end, time);
            paint(
                m_painted, end,
                piece.where == Presence::Where::Preempted ? State::Runnable
                : piece.where == Presence::Where::Blocked ? State::Idle
                                                          : state);
            m_painted = end;
        }
        return;
    }
    paint(m_painted, time, state);
    m_painted = time;
}

void LaneBuilder::paint(Time begin, Time end, State state) {
    m_lane.segments.append(begin, end, of(state));
}

std::shared_ptr<const Lane> LaneBuilder::snapshot() {
    m_lane.spans.share();
    return std::make_shared<const Lane>(m_lane);
}

// ---- cores --------------------------------------------------------------------------------------

CoreBuilder::CoreBuilder(int core, Time begin) : m_last(begin) {
    m_lane.kind = LaneKind::Core;
    m_lane.index = core;
    m_lane.name = "core " + std::to_string(core);
    m_lane.begin = begin;
    m_lane.segments = SegmentIndex(coreSpare);
}

void CoreBuilder::extend(Time time) {
    if (time <= m_last) return;
    m_lane.segments.append(m_last, time, m_category);
    m_last = time;
}

void CoreBuilder::run(Time time, std::uint8_t category, TaskIndex task, std::uint16_t name) {
    time = std::max(time, m_last);
    extend(time);
    if (m_open) {
        Span& last = m_lane.spans.mutableAt(m_lane.spans.size() - 1);
        last.end = time;
    }
    m_open = category != coreSpare;
    m_category = category;
    if (m_open) m_lane.spans.push_back({time, 0, task, name, State::Useful, 0});
}

void CoreBuilder::close(Time end) {
    run(end, coreSpare, 0, 0);
    m_lane.end = m_last;
}

std::shared_ptr<const Lane> CoreBuilder::snapshot() {
    m_lane.spans.share();
    return std::make_shared<const Lane>(m_lane);
}

}  // namespace corelane
