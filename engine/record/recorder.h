// The recorder of one run. Workers, threads or processes, open a WorkerLane each and note spans into a ring of their
// own in shared memory (a memfd): read the clock, write one 32-byte record, publish. No lock, no allocation, no
// system call, no string. A full ring drops and counts; it never blocks. A worker that is killed loses nothing it had
// published. With recording off the same calls cost one predictable branch.
#pragma once

#include "engine/record/clock.h"
#include "engine/record/preemption.h"
#include "engine/record/ring.h"
#include "engine/trace/result.h"
#include "engine/trace/state.h"
#include "engine/trace/task.h"
#include "engine/trace/trace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace corelane {

using NameId = std::uint16_t;
using CounterId = std::uint16_t;
using HandoverId = std::uint32_t;  // of one run; 0: none

struct RecorderSettings {
    bool enabled = true;
    int lanes = 1;                          // workers and other lanes that may be opened, at most 80
    std::size_t recordsPerLane = 1u << 16;  // a power of two; 32 bytes each
    Clock::Kind clock = Clock::Kind::Boottime;
    bool notePreemption = true;  // level 0: core and preemption at every span, by restartable sequences
};

class Recorder {
  public:
    static Result<Recorder> make(const RecorderSettings&);
    // In a worker process: the same recording, through the inherited or received descriptor.
    static Result<Recorder> attach(int fd);
    Recorder(Recorder&&) noexcept;
    Recorder& operator=(Recorder&&) noexcept;
    ~Recorder();

    int fd() const;  // the memfd, close-on-exec; stays the recorder's
    bool enabled() const;

    // Any thread or process, best before the run: takes a lock, but never in a span's path. Same text, same id. At
    // most 200 names of at most 47 bytes; longer ones are cut.
    NameId name(std::string_view);
    CounterId counter(std::string_view name, std::string_view unit);

    // The wall time is from begin() to end(); any one thread of the engine process calls each once.
    void begin();
    void end();
    Time beginTime() const;  // 0 before begin()
    Time endTime() const;    // 0 before end()

    // Any thread or process; async-signal-safe.
    void requestStop();
    bool stopRequested() const;

    // Any thread or process.
    void addTasks(std::uint64_t tasks, std::uint64_t digest);  // the digest is a sum modulo 2^64
    HandoverId handovers(std::uint32_t count);                 // fresh numbers, the first of them; of 0: the next
    void addBytesMoved(std::uint64_t bytes);                   // 0 as well: it says that they are counted
    void fault(std::string_view
                   sentence);  // the run is wrong; the first sentence (at most 500 bytes) is kept, all are counted
    // A fault that the run asked for. Any process; of each the first call counts, of the second only after the first.
    void noteInjected();                              // it strikes now
    void noteInjected(Time);                          // or struck then
    void noteDetected();                              // somebody has noticed it
    Time injectedTime() const, detectedTime() const;  // 0: not yet
    // The worker's process has ended without having closed its lane, which ends now.
    void endLane(int worker);
    std::uint64_t tasks() const;
    std::uint64_t digest() const;
    std::optional<std::uint64_t> bytesMoved() const;  // nothing: nobody counted
    std::uint64_t faults() const;
    std::string firstFault() const;
    Clock::Kind clock() const;  // of marks

    struct Shared;  // what lies in the memfd; recording.h reads it
    Shared* shared() const { return m_shared; }

  private:
    friend class WorkerLane;
    Recorder() = default;
    Shared* m_shared = nullptr;
    std::size_t m_bytes = 0;
    int m_fd = -1;
    bool m_mapped = false;  // its pages are, since this process made them
};

inline constexpr std::uint32_t maximumTaskLanes = 4096;

// One lane, written by the thread that made it, on that thread.
class WorkerLane {
  public:
    // A worker's lane: notes pid and tid of the calling thread and opens its life. `index` is the worker's number,
    // the name is shown ("w0", "parent"). Give each worker of a run another index, 0, 1, 2 ...
    // `called`: the ticks at which somebody began to make this worker, when its life is to begin there; 0: it begins
    // now.
    WorkerLane(Recorder&, int index, std::string_view name, std::uint64_t called = 0);
    // The lane of a process that knows nothing of it: the calling thread writes what it sees of that one. Marks know
    // of no core, and spans say themselves when it had none.
    struct Watched {
        std::int32_t pid;
    };
    WorkerLane(Recorder&, int index, std::string_view name, Watched, std::uint64_t called);
    ~WorkerLane();  // closes the lane's life
    WorkerLane(const WorkerLane&) = delete;
    WorkerLane& operator=(const WorkerLane&) = delete;

    struct Mark {
        std::uint64_t ticks;
        std::uint32_t core;
    };
    // A span without spans inside: `const auto m = lane.mark(); work(); lane.span(m, State::Useful, name, task);`
    Mark mark();
    void span(Mark begin, State, NameId, TaskIndex task = 0);
    // The same, ending at `end` and not now: consecutive spans share one clock reading. Returns nothing lost.
    void span(Mark begin, Mark end, State, NameId, TaskIndex task = 0);
    // A span with spans inside: at most 4,096 deep.
    void open(State, NameId, TaskIndex task = 0);
    void close();
    // A wait that another lane's give() ended; `handover` is what was given, or 0 when that is not known.
    void wait(Mark begin, Mark end, State, NameId, HandoverId handover);
    // Hands something to those who wait for it: `count` hand-overs, numbered from `first` on; `since`: from when on
    // it was held, or nothing.
    void give(NameId, HandoverId first, std::uint16_t count = 1, std::uint64_t sinceTicks = 0);
    void counter(CounterId, std::int64_t value);

    // What concerns a task lane: of a coroutine or a fiber, which moves between workers. Whoever runs it, or hands
    // something to it, notes its spans, each after the one before has ended. They do not nest; the lane is opened by
    // the first. `taskLane`: 0, 1, 2 ..., below maximumTaskLanes, others are left out.
    void taskSpan(std::uint32_t taskLane, Mark begin, Mark end, State, NameId, TaskIndex task = 0);
    void taskWait(std::uint32_t taskLane, Mark begin, Mark end, State, NameId, HandoverId);
    void taskGive(
        std::uint32_t taskLane, Mark at, NameId, HandoverId first, std::uint16_t count = 1,
        std::uint64_t sinceTicks = 0);

    // From now on the thread forks processes that do its work while it waits for them, and write this lane.
    void lend();
    // Such a process has ended; this one goes on.
    void resume() { m_ring.resume(); }

    Recorder& recorder() const { return *m_recorder; }
    int index() const { return m_index; }

  private:
    WorkerLane(Recorder&, int index, Preemption::Notes);
    void openLife(std::string_view name, std::int32_t pid, std::int32_t tid, std::uint64_t called, bool watched);
    std::uint16_t core() const { return m_preemption.core(); }
    // Cold: the thread left its core; asks the scheduler how long it waited, and notes it at `ticks`.
    void noteSwitch(std::uint64_t ticks);
    void put(const Record& record) { m_ring.put(record); }

    Recorder* m_recorder;
    int m_index;
    int m_slot = -1;            // in the recorder's table of lanes
    std::uint32_t m_depth = 0;  // open spans; every record has it, so that a dropped one does no harm to the others
    RingWriter m_ring;          // writes nowhere when recording is off
    Clock m_clock;
    Preemption m_preemption;
};

inline WorkerLane::Mark WorkerLane::mark() {
    if (!m_ring.on()) [[unlikely]]
        return {0, noCore};
    const std::uint64_t now = m_clock.ticks();
    if (m_preemption.switched()) [[unlikely]]
        noteSwitch(now);
    return {now, core()};
}

inline void WorkerLane::span(Mark begin, Mark end, State state, NameId name, TaskIndex task) {
    if (!m_ring.on()) [[unlikely]]
        return;
    put(
        {begin.ticks, end.ticks, task, name, state, RecordKind::Span, static_cast<std::uint16_t>(begin.core),
         static_cast<std::uint16_t>(end.core), m_depth});
}

inline void WorkerLane::span(Mark begin, State state, NameId name, TaskIndex task) {
    if (!m_ring.on()) [[unlikely]]
        return;
    const std::uint64_t now = m_clock.ticks();
    if (m_preemption.switched()) [[unlikely]]
        noteSwitch(now);
    put(
        {begin.ticks, now, task, name, state, RecordKind::Span, static_cast<std::uint16_t>(begin.core), core(),
         m_depth});
}

inline void WorkerLane::open(State state, NameId name, TaskIndex task) {
    if (!m_ring.on()) [[unlikely]]
        return;
    const std::uint64_t now = m_clock.ticks();
    if (m_preemption.switched()) [[unlikely]]
        noteSwitch(now);
    put({now, now, task, name, state, RecordKind::Open, core(), noCore, m_depth++});
}

inline void WorkerLane::close() {
    if (!m_ring.on()) [[unlikely]]
        return;
    const std::uint64_t now = m_clock.ticks();
    if (m_preemption.switched()) [[unlikely]]
        noteSwitch(now);
    if (m_depth) --m_depth;
    put({now, now, 0, 0, State::Idle, RecordKind::Close, noCore, core(), m_depth});
}

inline void WorkerLane::wait(Mark begin, Mark end, State state, NameId name, HandoverId handover) {
    if (!m_ring.on()) [[unlikely]]
        return;
    put(
        {begin.ticks, end.ticks, handover, name, state, RecordKind::Wait, static_cast<std::uint16_t>(begin.core),
         static_cast<std::uint16_t>(end.core), m_depth});
}

inline void WorkerLane::give(NameId name, HandoverId first, std::uint16_t count, std::uint64_t sinceTicks) {
    if (!m_ring.on()) [[unlikely]]
        return;
    put({m_clock.ticks(), sinceTicks, first, name, State::Idle, RecordKind::Give, noCore, count, m_depth});
}

inline void WorkerLane::counter(CounterId id, std::int64_t value) {
    if (!m_ring.on()) [[unlikely]]
        return;
    put(
        {m_clock.ticks(), static_cast<std::uint64_t>(value), 0, id, State::Idle, RecordKind::Counter, noCore, noCore,
         0});
}

inline void WorkerLane::taskSpan(
    std::uint32_t taskLane, Mark begin, Mark end, State state, NameId name, TaskIndex task) {
    if (!m_ring.on() || taskLane >= maximumTaskLanes) [[unlikely]]
        return;
    put(
        {begin.ticks, end.ticks, task, name, state, RecordKind::TaskSpan, static_cast<std::uint16_t>(begin.core),
         static_cast<std::uint16_t>(end.core), taskLane});
}

inline void WorkerLane::taskWait(
    std::uint32_t taskLane, Mark begin, Mark end, State state, NameId name, HandoverId handover) {
    if (!m_ring.on() || taskLane >= maximumTaskLanes) [[unlikely]]
        return;
    put({begin.ticks, end.ticks, handover, name, state, RecordKind::TaskWait, noCore, noCore, taskLane});
}

inline void WorkerLane::taskGive(
    std::uint32_t taskLane, Mark at, NameId name, HandoverId first, std::uint16_t count, std::uint64_t sinceTicks) {
    if (!m_ring.on() || taskLane >= maximumTaskLanes) [[unlikely]]
        return;
    put({at.ticks, sinceTicks, first, name, State::Idle, RecordKind::TaskGive, noCore, count, taskLane});
}

}  // namespace corelane
