// A trace: an immutable snapshot of everything read so far. Shared by pointer, read by any thread, never changed;
// growth makes the next snapshot out of shared chunks.
#pragma once

#include "engine/trace/bins.h"
#include "engine/trace/comparison.h"
#include "engine/trace/state.h"

#include <memory>
#include <string>
#include <vector>

namespace corelane {

struct Span {                 // 32 bytes at most
    Time begin = 0, end = 0;  // end = 0 while it is open
    TaskIndex task = 0;       // 0: no task
    std::uint16_t name = 0;   // Trace::name
    State state = State::Idle;
    std::uint8_t depth = 0;  // 0 outermost; the innermost span's state counts
};

enum class LaneKind : std::uint8_t {
    Core,     // who ran on a core
    Worker,   // what a worker (thread or process) did
    Task,     // a logical lane: a coroutine, a queue item
    Counter,  // a number over time
};

struct CounterPoint {
    Time time;
    std::int64_t value;
};

// Core lanes: categories 0 to 4 are worker index % 5, 5 another thread of the run, 6 nobody of this run.
inline constexpr std::uint8_t coreOther = 5, coreSpare = 6;
// In a core lane's spans: Span::task is 1 + the worker's index in Run::workers or 0 for another thread of the run;
// name is the thread's name.

struct Lane {
    LaneKind kind = LaneKind::Worker;
    int index = 0;     // of its kind within the run; of a core: the kernel's number
    std::string name;  // "w0", "core 1", "ready tasks"
    std::int32_t pid = 0, tid = 0;
    bool watched = false;  // Worker: its spans were noted by who watched it, and say themselves when it had no core
    Time begin = 0, end = 0;  // of the lane's life; end = 0 while it lives
    Chunked<Span> spans;      // in order of begin; a parent before its children
    // What to paint, from the first span to the last event; on Worker and Task lanes category = state of the
    // innermost span, Overhead (Task: Idle) between spans, and at level 1 what the kernel's switches say laid over.
    SegmentIndex segments;
    Chunked<CounterPoint> points;  // Counter only
    std::uint64_t lost = 0;        // events dropped on this lane
    std::string unit;              // Counter only: "tasks"
};

// A hand-over. Lane numbers index Run::workers, or Run::tasks when they have this bit.
inline constexpr std::uint32_t inTaskLanes = 1u << 31;
struct Edge {
    std::uint32_t fromLane = 0, toLane = 0;
    Time fromTime = 0, toTime = 0;
    TaskIndex fromTask = 0, toTask = 0;  // 0: a hand-over between actors, that ended a wait of toLane
    Duration held = 0;                   // for how long fromLane had held what it gave; 0: not known
};

struct Loss {
    Time time = 0;
    int worker = -1;  // index in Run::workers, -1: the run's
    std::uint64_t count = 0;
    std::string reason;  // a sentence
};

struct Run {
    RunInfo info;
    TaskNaming naming;
    RunResult result;
    bool finished = false;    // the end marker was read; else result holds what is known
    Time begin = 0, end = 0;  // end: the last time seen while it runs
    std::vector<std::shared_ptr<const Lane>> cores, workers, tasks, counters;
    std::vector<Loss> losses;
    Chunked<Edge> edges;  // complete when finished; sorted by toTime

    bool hasLane(std::uint32_t lane) const {
        return lane & inTaskLanes ? (lane & ~inTaskLanes) < tasks.size() : lane < workers.size();
    }
    const Lane& laneOfEdge(std::uint32_t lane) const {
        return lane & inTaskLanes ? *tasks[lane & ~inTaskLanes] : *workers[lane];
    }

    // Lane number and span number of a task; nothing if it did not run (yet). O(1) after finished, else O(log n).
    struct Place {
        std::uint32_t worker;
        std::size_t span;
    };
    std::optional<Place> find(TaskIndex task) const;
    // (task index, place), sorted by task index; filled when the run is finished
    std::shared_ptr<const std::vector<std::pair<TaskIndex, Place>>> places;
};

struct Trace {
    Comparison comparison;
    std::vector<std::shared_ptr<const Run>> runs;  // in the order they ran
    std::shared_ptr<const std::vector<std::string>> names;
    std::uint64_t bytes = 0;      // read so far
    std::uint64_t tornBytes = 0;  // behind the last whole packet, when input has ended
    std::uint64_t events = 0;
    bool ended = false;        // the comparison's end marker was read
    bool interrupted = false;  // ... and says that it was stopped before all its runs were made
    std::string name(std::uint16_t n) const { return n < names->size() ? (*names)[n] : std::string(); }
};

}  // namespace corelane
