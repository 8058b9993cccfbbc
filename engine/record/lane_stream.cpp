#include "engine/record/lane_stream.h"

#include "engine/record/clock.h"
#include "engine/record/recorder.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace corelane {

namespace {

constexpr std::uint32_t deepest = 4096;

bool waits(State state) {
    return state == State::Lock || state == State::Queue || state == State::Io || state == State::Idle;
}

bool sane(const Record& r) {
    return static_cast<std::size_t>(r.state) < stateCount && r.kind <= RecordKind::TaskGive &&
           r.depth <= (r.kind < RecordKind::TaskSpan ? deepest : maximumTaskLanes);
}

}  // namespace

LaneStream::LaneStream(const Calibration& calibration, std::int32_t tid, Time begin, bool showPreempted)
    : m_calibration(calibration), m_notes(tid), m_showPreempted(showPreempted), m_last(begin) {}

const LaneEvent* LaneStream::front() {
    while (m_given == m_events.size()) {
        m_events.clear();
        m_given = 0;
        const Record* record = m_store.front();
        if (!record) return nullptr;
        if (sane(*record)) convert(*record);
        m_store.pop();
    }
    return &m_events[m_given];
}

Time LaneStream::timeOf(std::uint64_t ticks) const {
    return std::max(m_calibration.time(ticks), m_last);
}

void LaneStream::push(LaneEvent::Kind kind, Time time, const Record& r) {
    m_events.push_back({time, kind, r.state, r.name, r.task, 0});
    m_last = time;
}

void LaneStream::closeTo(std::uint32_t depth, Time time) {
    while (!m_open.empty() && m_open.back().depth >= depth) {
        m_open.pop_back();
        m_events.push_back({time, LaneEvent::Kind::End});
        m_last = time;
    }
}

void LaneStream::preempted(Time from, Time to) {
    from = std::max(from, m_last);
    if (!m_showPreempted || from >= to) return;
    m_events.push_back({from, LaneEvent::Kind::BeginPreempted, State::Runnable});
    m_events.push_back({to, LaneEvent::Kind::EndPreempted, State::Runnable});
    m_last = to;
}

// A leave between spans or between the children of a span is placed where it was noticed.
void LaneStream::placeLeaves(std::uint64_t ticks) {
    std::size_t placed = 0;
    for (; placed < m_leaves.size() && m_leaves[placed].ticks <= ticks; ++placed) {
        const Time noticed = timeOf(m_leaves[placed].ticks);
        preempted(noticed - m_leaves[placed].waited, noticed);
        m_left = true;
        m_leftFor += m_leaves[placed].waited;
    }
    m_leaves.erase(m_leaves.begin(), m_leaves.begin() + static_cast<std::ptrdiff_t>(placed));
}

void LaneStream::note(Time time, std::uint16_t core, State within) {
    m_notes.note(time, core, std::exchange(m_left, false), std::exchange(m_leftFor, 0), waits(within));
}

void LaneStream::convert(const Record& r) {
    switch (r.kind) {
    case RecordKind::Switched:
        m_leaves.push_back({r.begin, static_cast<Duration>(std::min<std::uint64_t>(r.end, 1ull << 60))});
        m_waited += m_leaves.back().waited;
        return;
    case RecordKind::Span:
        span(r, 0);
        return;
    case RecordKind::Wait: {
        Record wait = r;
        wait.task = 0;
        span(wait, r.task);
        return;
    }
    case RecordKind::Give: {
        closeTo(r.depth, timeOf(r.begin));
        const Time time = timeOf(r.begin), since = r.end ? m_calibration.time(r.end) : 0;
        m_events.push_back({time, LaneEvent::Kind::Give, State::Idle, r.name, r.task, since, 0, r.endCore});
        m_last = time;
        return;
    }
    case RecordKind::Open: {
        closeTo(r.depth, timeOf(r.begin));
        placeLeaves(r.begin);
        const Time time = timeOf(r.begin);
        note(time, r.beginCore, innermost());
        push(LaneEvent::Kind::Begin, time, r);
        m_open.push_back({r.depth, r.state});
        return;
    }
    case RecordKind::Close: {
        const Time time = timeOf(r.begin);
        placeLeaves(r.begin);
        note(time, r.endCore, innermost());
        closeTo(r.depth, time);
        return;
    }
    case RecordKind::Counter:
        m_events.push_back(
            {m_calibration.time(r.begin), LaneEvent::Kind::Counter, State::Idle, r.name, 0,
             static_cast<std::int64_t>(r.end)});
        return;
    case RecordKind::TaskSpan:
    case RecordKind::TaskWait:
    case RecordKind::TaskGive:
        m_taskLanes.push_back(
            {r.depth, m_calibration.time(r.begin), r.end ? m_calibration.time(r.end) : 0, r.kind, r.state, r.name,
             r.endCore, r.task});
        return;
    }
}

void LaneStream::span(const Record& r, std::uint32_t handover) {
    closeTo(r.depth, timeOf(r.begin));
    placeLeaves(r.begin);
    const Time begin = timeOf(r.begin);
    note(begin, r.beginCore, innermost());
    push(LaneEvent::Kind::Begin, begin, r);
    const Time end = timeOf(r.end);
    Duration waited = 0;
    std::size_t within = 0;
    for (; within < m_leaves.size() && m_leaves[within].ticks <= r.end; ++within) waited += m_leaves[within].waited;
    if (within) {
        m_left = true;
        m_leftFor = waited;
        preempted(end - waited, end);
        m_leaves.erase(m_leaves.begin(), m_leaves.begin() + static_cast<std::ptrdiff_t>(within));
    }
    note(end, r.endCore, r.state);
    push(LaneEvent::Kind::End, end, r);
    m_events.back().handover = handover;
}

void LaneStream::finish(Time end) {
    placeLeaves(~std::uint64_t(0));
    closeTo(0, std::max(end, m_last));
    m_notes.finish();
}

}  // namespace corelane
