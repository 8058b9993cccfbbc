#include "engine/record/edge_flows.h"

#include <algorithm>

namespace corelane {

bool EdgeFlows::first(std::vector<bool>& seen, TaskIndex task) {
    if (task >= seen.size()) seen.resize(std::max<std::size_t>(task + 1, seen.size() * 2));
    if (seen[task]) return false;
    return seen[task] = true;
}

std::span<const std::uint64_t> EdgeFlows::in(TaskIndex task) {
    m_in.clear();
    if (!m_written || task == 0 || !first(m_seenIn, task)) return {};
    m_edges.inputs(task, m_inputs);
    for (std::size_t i = 0; i < m_inputs.size(); ++i)
        m_in.push_back(edgeId(m_run, task, static_cast<std::uint32_t>(i)));
    m_told += m_in.size();
    return m_in;
}

std::span<const std::uint64_t> EdgeFlows::out(TaskIndex task) {
    m_out.clear();
    if (!m_written || task == 0 || !first(m_seenOut, task)) return {};
    m_edges.consumers(task, m_tasks);
    for (const TaskIndex consumer : m_tasks) {
        m_edges.inputs(consumer, m_inputs);
        const auto at = std::lower_bound(m_inputs.begin(), m_inputs.end(), task);
        if (at != m_inputs.end() && *at == task)
            m_out.push_back(edgeId(m_run, consumer, static_cast<std::uint32_t>(at - m_inputs.begin())));
    }
    return m_out;
}

}  // namespace corelane
