// One lane's records, as they were published, turned into what a trace holds: begins and ends that nest, in time
// order. Repairs what a dropped or torn record may have left: every begin gets its end, times never decrease.
#pragma once

#include "engine/record/core_notes.h"
#include "engine/record/record_store.h"
#include "engine/record/ring.h"
#include "engine/trace/state.h"
#include "engine/trace/task.h"

#include <array>
#include <cstdint>
#include <vector>

namespace corelane {

class Calibration;

struct LaneEvent {
    enum class Kind : std::uint8_t {
        Begin,
        End,
        Counter,
        BeginPreempted,  // the part of the span it is in, or of the gap, in which the worker waited for a core
        EndPreempted,
        Give,  // value: since when it was held, or 0; task: the first hand-over's number; count: how many
    };
    Time time = 0;
    Kind kind = Kind::Begin;
    State state = State::Idle;
    std::uint16_t name = 0;  // of a counter: its id
    TaskIndex task = 0;
    std::int64_t value = 0;
    std::uint32_t handover = 0;  // End: what ended the wait
    std::uint16_t count = 0;
};

// What a worker noted of a task lane.
struct TaskLaneEvent {
    std::uint32_t lane = 0;
    Time begin = 0, end = 0;  // of a give: when, and since when it was held, or 0
    RecordKind kind = RecordKind::TaskSpan;
    State state = State::Idle;
    std::uint16_t name = 0;
    std::uint16_t count = 0;  // of a give
    std::uint32_t task = 0;   // of a wait or a give: the hand-over, or the first of them
};

class LaneStream {
  public:
    // `showPreempted`: give BeginPreempted and EndPreempted; otherwise preemptions are known from elsewhere.
    LaneStream(const Calibration&, std::int32_t tid, Time begin, bool showPreempted);

    void append(const Record* records, std::size_t count) { m_store.append(records, count); }
    // The next event, or null when all records so far are used up. Valid until pop().
    const LaneEvent* front();
    void pop() { ++m_given; }
    // Of the records used up so far; taken out by who asks.
    std::vector<TaskLaneEvent>& taskLanes() { return m_taskLanes; }
    // No more records will come: what is open ends at `end`, or at the last event if that is later.
    void finish(Time end);

    WorkerNotes& notes() { return m_notes; }
    Time last() const { return m_last; }
    Duration waited() const { return m_waited; }  // on a run queue, as noted

  private:
    void convert(const Record&);
    void span(const Record&, std::uint32_t handover);
    void closeTo(std::uint32_t depth, Time);  // ends what is open at that depth or deeper
    void push(LaneEvent::Kind, Time, const Record&);
    void preempted(Time from, Time to);
    struct Leave {
        std::uint64_t ticks;  // when it was noticed
        Duration waited;
    };
    // Places the leaves noticed up to `ticks`, outside of leaf spans.
    void placeLeaves(std::uint64_t ticks);
    void note(Time, std::uint16_t core, State within);
    Time timeOf(std::uint64_t ticks) const;
    State innermost() const { return m_open.empty() ? State::Useful : m_open.back().state; }

    const Calibration& m_calibration;
    RecordStore m_store;
    WorkerNotes m_notes;
    bool m_showPreempted;
    Time m_last;
    struct Open {
        std::uint32_t depth;  // as recorded: ascending, but with gaps where an Open was dropped
        State state;
    };
    std::vector<Open> m_open;
    std::vector<Leave> m_leaves;  // not placed yet, in order
    bool m_left = false;          // between the last note and now
    Duration m_leftFor = 0;
    Duration m_waited = 0;
    std::vector<TaskLaneEvent> m_taskLanes;
    std::vector<LaneEvent> m_events;  // converted, not given yet
    std::size_t m_given = 0;
};

}  // namespace corelane
