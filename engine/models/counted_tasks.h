// Which tasks are ready: every task counts the inputs that are still missing. First ready, first taken. One thread.
#pragma once

#include "workloads/workload.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

// Calls `visit(task, number of its inputs)` for every task there is, step by step within each graph.
template <class Visit>
void forEachTask(const Workload& workload, Visit&& visit) {
    Points inputs;
    const auto graphs = workload.graphs();
    for (std::uint32_t graph = 0; graph < graphs.size(); ++graph)
        for (std::uint32_t step = 0; step < graphs[graph].steps(); ++step) {
            const std::uint32_t first = graphs[graph].offset(step);
            for (std::uint32_t point = first; point < first + graphs[graph].widthAt(step); ++point) {
                graphs[graph].inputs(step, point, inputs);
                visit(Task{graph, step, point}, static_cast<std::uint32_t>(inputs.size()));
            }
        }
}

class CountedTasks {
  public:
    explicit CountedTasks(const Workload&);

    std::optional<TaskIndex> take();  // nothing: none is ready now
    // One that was taken is ready again, before all others: whoever took it was lost.
    void putBack(TaskIndex index) { m_ready[--m_taken] = index; }
    bool anyReady() const { return m_taken < m_ready.size(); }
    void complete(Task);                           // makes those ready that waited for it alone
    std::uint64_t left() const { return m_left; }  // not yet complete

  private:
    const Workload& m_workload;
    std::vector<std::uint32_t> m_missing;  // by task index
    std::vector<TaskIndex> m_ready;        // every task enters once
    std::size_t m_taken = 0;
    std::uint64_t m_left = 0;
    Points m_points;
};

}  // namespace corelane
