#include "engine/run/edges.h"

namespace corelane {

void WorkloadEdges::inputs(TaskIndex index, std::vector<TaskIndex>& into) const {
    into.clear();
    const auto task = m_workload.naming().task(index);
    if (!task || task->step == 0) return;
    m_workload.graphs()[task->graph].inputs(task->step, task->point, m_points);
    for (const std::uint32_t point : m_points)
        into.push_back(m_workload.naming().index({task->graph, task->step - 1, point}));
}

void WorkloadEdges::consumers(TaskIndex index, std::vector<TaskIndex>& into) const {
    into.clear();
    const auto task = m_workload.naming().task(index);
    if (!task) return;
    const TaskGraph& graph = m_workload.graphs()[task->graph];
    if (task->step + 1 >= graph.steps()) return;
    graph.consumers(task->step, task->point, m_points);
    for (const std::uint32_t point : m_points)
        into.push_back(m_workload.naming().index({task->graph, task->step + 1, point}));
}

}  // namespace corelane
