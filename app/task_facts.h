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
    Duration waited = 0;       // lock, queue, io or runnable directly before it on its worker's lane
    std::optional<int> core;   // the core that ran most of it, where core lanes tell
    Duration took() const { return end - begin; }
};

std::optional<TaskFacts> taskFacts(const Run&, TaskIndex);

// Edges that end at the task's begin, and edges that start at its end.
std::vector<Edge> edgesInto(const Run&, const TaskFacts&, TaskIndex);
std::vector<Edge> edgesOutOf(const Run&, const TaskFacts&, TaskIndex);

// The hand-overs between a script's actors that end within [from, to); none when there are more than `most`, since
// nobody could tell them apart.
std::vector<Edge> handoversWithin(const Run&, Time from, Time to, std::size_t most);

// The innermost span of a lane at a time.
std::optional<std::size_t> spanAt(const Lane&, Time);

std::optional<int> coreAt(const Run&, std::uint32_t worker, Time);

}  // namespace corelane
