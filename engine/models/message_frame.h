// One message between the engine and a worker: a task and its inputs one way, the task and its output the other.
// Every payload is padded to a multiple of 16 bytes, so that it lies aligned wherever the message does.
#pragma once

#include "engine/trace/task.h"
#include "workloads/workload.h"

#include <cstddef>
#include <cstdint>

namespace corelane {

struct MessageFrame {
    TaskIndex task = 0;
    std::uint32_t payloads = 0;  // inputs, or 1
    std::uint64_t bytes = 0;     // behind this frame, padding included
};
static_assert(sizeof(MessageFrame) == 16);

// Stands before an output. Whoever takes the first result of a task adds up: a worker that is lost could not.
struct ResultFrame {
    MessageFrame frame;
    std::uint64_t digest = 0;
    std::uint32_t tasks = 0;  // 1; 0: the run was to stop, and there is no output
    std::uint32_t worker = 0;
};
static_assert(sizeof(ResultFrame) == 32);

constexpr std::size_t padded(std::size_t bytes) {
    return (bytes + 15) / 16 * 16;
}

// Is it the frame of a message that brings this task its inputs? `scratch` is overwritten.
inline bool describes(const MessageFrame& frame, Task task, const Workload& workload, Points& scratch) {
    const TaskGraph& graph = workload.graphs()[task.graph];
    if (!graph.exists(task.step, task.point)) return false;
    graph.inputs(task.step, task.point, scratch);
    return frame.payloads == scratch.size() &&
           frame.bytes == scratch.size() * padded(workload.outputBytes(task.graph));
}

}  // namespace corelane
