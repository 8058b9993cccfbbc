#include "engine/models/counted_tasks.h"

namespace corelane {

CountedTasks::CountedTasks(const Workload& workload)
    : m_workload(workload), m_missing(workload.naming().count() + 1) {
    m_ready.reserve(workload.taskCount());
    forEachTask(workload, [this](Task task, std::uint32_t inputs) {
        const TaskIndex index = m_workload.naming().index(task);
        m_missing[index] = inputs;
        if (inputs == 0) m_ready.push_back(index);
        m_left += 1;
    });
}

std::optional<TaskIndex> CountedTasks::take() {
    if (m_taken == m_ready.size()) return std::nullopt;
    return m_ready[m_taken++];
}

void CountedTasks::complete(Task task) {
    m_left -= 1;
    m_workload.graphs()[task.graph].consumers(task.step, task.point, m_points);
    for (const std::uint32_t point : m_points) {
        const TaskIndex index = m_workload.naming().index({task.graph, task.step + 1, point});
        if (--m_missing[index] == 0) m_ready.push_back(index);
    }
}

}  // namespace corelane
