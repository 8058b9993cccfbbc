// What one task did in one run: where, when, after which waits, and who handed what to it. No Qt.
#pragma once

#include "engine/trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct TaskFacts {
    std::uint32_t worker = 0;  // index in Run::workers
    std::size_t span = 0;      // index in its spans
    Time begin = 0, end = 0;   // absolute
    Duration waited = 0;  // lock, queue, io or runnable directly before it on its worker's lane; see EndedWait too
    std::optional<int> core;  // the core that ran most of it, where core lanes tell
    Duration took() const { return end - begin; }
};

std::optional<TaskFacts> taskFacts(const Run&, TaskIndex);

// Edges that end at the task's begin, and edges that start at its end.
std::vector<Edge> edgesInto(const Run&, const TaskFacts&, TaskIndex);
std::vector<Edge> edgesOutOf(const Run&, const TaskFacts&, TaskIndex);

// The hand-overs between a script's actors that end within [from, to); none when there are more than `most`, since
// nobody could tell them apart.
std::vector<Edge> handoversWithin(const Run&, Time from, Time to, std::size_t most);

// A wait of a lane, the hand-over that ended it and the wait's span on the lane edge.toLane.
struct EndedWait {
    Edge edge;
    std::size_t span = 0;  // index in the lane's spans
    Time begin = 0, end = 0;
    std::uint16_t name = 0;  // of what was waited for
    Duration waited() const { return end - begin; }
    Duration untilRunning() const { return edge.toTime - edge.fromTime; }  // after the hand-over
};

// The wait that a hand-over ended, and the hand-over that ended a span of a worker's lane. Nothing while the run goes
// on (its edges are not sorted yet), for edges between tasks, and for a wait nobody is known to have ended.
std::optional<EndedWait> waitEndedBy(const Run&, const Edge&);
std::optional<EndedWait> endedWait(const Run&, std::uint32_t worker, std::size_t span);
// Those that stand directly before a task on its worker's lane, the first one first.
std::vector<EndedWait> endedWaitsBefore(const Run&, const TaskFacts&);

// The innermost span of a lane at a time.
std::optional<std::size_t> spanAt(const Lane&, Time);

std::optional<int> coreAt(const Run&, std::uint32_t worker, Time);

}  // namespace corelane
