#include "engine/trace/task.h"

#include <limits>

namespace corelane {

TaskNaming::TaskNaming(std::vector<GraphShape> graphs) : m_graphs(std::move(graphs)) {
    std::uint64_t total = 0;
    for (const GraphShape& graph : m_graphs) {
        m_base.push_back(static_cast<TaskIndex>(total));
        total += std::uint64_t(graph.steps) * graph.width;
        // Only a damaged file says so; then no task has a name.
        if (total >= std::numeric_limits<TaskIndex>::max()) {
            m_graphs.clear();
            m_base.clear();
            return;
        }
    }
    m_total = static_cast<TaskIndex>(total);
}

std::optional<Task> TaskNaming::task(TaskIndex index) const {
    if (index == 0 || index > m_total) return std::nullopt;
    const TaskIndex place = index - 1;
    std::size_t graph = m_base.size() - 1;
    while (m_base[graph] > place) --graph;
    // Empty graphs share their base with the next one; the last of equals is the one that has tasks.
    const TaskIndex inside = place - m_base[graph];
    const std::uint32_t width = m_graphs[graph].width;
    return Task{static_cast<std::uint32_t>(graph), inside / width, inside % width};
}

std::string TaskNaming::shortName(TaskIndex index) const {
    const auto found = task(index);
    return found ? std::to_string(found->step) + "." + std::to_string(found->point) : std::string();
}

std::string TaskNaming::name(TaskIndex index) const {
    const auto found = task(index);
    return found ? m_graphs[found->graph].name + " " + shortName(index) : std::string();
}

}  // namespace corelane
