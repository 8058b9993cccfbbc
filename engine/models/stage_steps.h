// Which steps of a task graph each stage of a chain does: the last stage does the last step, the stage before it the
// step before, and so on, round and round. All graphs go through the chain together.
#pragma once

#include "workloads/workload.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace corelane {

class StageSteps {
  public:
    StageSteps(const Workload& workload, int stages)
        : m_workload(workload), m_stages(static_cast<std::uint32_t>(stages)) {
        for (const TaskGraph& graph : workload.graphs()) m_steps = std::max(m_steps, graph.steps());
    }

    std::uint32_t steps() const { return m_steps; }
    // The first step of a stage; those that follow are `stages` apart. steps() or more: it has none.
    std::uint32_t first(int stage) const {
        const auto behind = m_stages - 1 - static_cast<std::uint32_t>(stage);  // stages behind it
        return (m_steps - 1 + m_stages * ((behind + 1) / m_stages + 1) - behind) % m_stages;
    }
    std::uint32_t next(std::uint32_t step) const { return step + m_stages; }

    // All outputs of a step, as they travel: graph by graph, point by point, without anything between.
    template <class Visit>
    void forEach(std::uint32_t step, Visit&& visit) const {
        const auto graphs = m_workload.graphs();
        for (std::uint32_t graph = 0; graph < graphs.size(); ++graph) {
            if (step >= graphs[graph].steps()) continue;
            const std::uint32_t begin = graphs[graph].offset(step), end = begin + graphs[graph].widthAt(step);
            for (std::uint32_t point = begin; point < end; ++point) visit(Task{graph, step, point});
        }
    }
    std::size_t bytes(std::uint32_t step) const {
        std::size_t sum = 0;
        forEach(step, [&](Task task) { sum += m_workload.outputBytes(task.graph); });
        return sum;
    }
    std::uint64_t tasks(std::uint32_t step) const {
        std::uint64_t sum = 0;
        forEach(step, [&](Task) { ++sum; });
        return sum;
    }

  private:
    const Workload& m_workload;
    std::uint32_t m_stages, m_steps = 0;
};

}  // namespace corelane
