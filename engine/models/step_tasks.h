// The tasks of one step, those of all graphs of a workload together, numbered from 0: what the models share out that
// meet after every step. Graphs that end earlier, and points that do not exist at a step, are not counted.
#pragma once

#include "workloads/workload.h"

#include <algorithm>
#include <cstdint>

namespace corelane {

// Of the longest graph.
inline std::uint32_t stepsOf(const Workload& workload) {
    std::uint32_t steps = 0;
    for (const TaskGraph& graph : workload.graphs()) steps = std::max(steps, graph.steps());
    return steps;
}

inline std::uint32_t tasksAt(const Workload& workload, std::uint32_t step) {
    std::uint32_t tasks = 0;
    for (const TaskGraph& graph : workload.graphs())
        if (step < graph.steps()) tasks += graph.widthAt(step);
    return tasks;
}

// `number` below tasksAt(workload, step).
inline Task taskAt(const Workload& workload, std::uint32_t step, std::uint32_t number) {
    const auto graphs = workload.graphs();
    for (std::uint32_t graph = 0;; ++graph) {
        CORELANE_ASSERT(graph < graphs.size());
        if (step >= graphs[graph].steps()) continue;
        const std::uint32_t width = graphs[graph].widthAt(step);
        if (number < width) return {graph, step, graphs[graph].offset(step) + number};
        number -= width;
    }
}

// Calls visit(Task) for the tasks numbered begin to end - 1, as long as it returns true.
template <class Visit>
void visitTasks(const Workload& workload, std::uint32_t step, std::uint32_t begin, std::uint32_t end, Visit visit) {
    const auto graphs = workload.graphs();
    std::uint32_t before = 0;  // tasks of the graphs before
    for (std::uint32_t graph = 0; begin < end; ++graph) {
        CORELANE_ASSERT(graph < graphs.size());
        if (step >= graphs[graph].steps()) continue;
        const std::uint32_t width = graphs[graph].widthAt(step), first = graphs[graph].offset(step) - before;
        for (; begin < end && begin < before + width; ++begin)
            if (!visit(Task{graph, step, first + begin})) return;
        before += width;
    }
}

}  // namespace corelane
