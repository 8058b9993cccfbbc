#include "engine/models/rank_tasks.h"

#include "engine/models/counted_tasks.h"

#include <algorithm>

namespace corelane {

PointOwners::PointOwners(const Workload& workload, int ranks) : m_workload(workload), m_ranks(ranks) {
    for (std::uint32_t graph = 0; graph < workload.graphs().size(); ++graph) {
        auto& owners = m_owners.emplace_back(workload.graphs()[graph].width());
        for (int rank = 0; rank < ranks; ++rank) {
            const auto [first, end] = points(graph, rank);
            std::fill(owners.begin() + first, owners.begin() + end, rank);
        }
    }
}

std::pair<std::uint32_t, std::uint32_t> PointOwners::points(std::uint32_t graph, int rank) const {
    const std::uint64_t width = m_workload.graphs()[graph].width();
    const auto bound = [&](int n) {
        return static_cast<std::uint32_t>(width * static_cast<unsigned>(n) / static_cast<unsigned>(m_ranks));
    };
    return {bound(rank), bound(rank + 1)};
}

void PointOwners::readers(Task task, std::vector<int>& into) {
    into.clear();
    const int own = of(task.graph, task.point);
    m_workload.graphs()[task.graph].consumers(task.step, task.point, m_points);
    for (const std::uint32_t point : m_points) {
        const int reader = of(task.graph, point);
        if (reader != own && (into.empty() || into.back() != reader)) into.push_back(reader);
    }
}

std::uint64_t PointOwners::copiedBytes() {
    std::uint64_t bytes = 0;
    std::vector<int> others;
    forEachTask(m_workload, [&](Task task, std::uint32_t) {
        readers(task, others);
        bytes += others.size() * m_workload.outputBytes(task.graph);
    });
    return bytes;
}

RankTasks::RankTasks(const Workload& workload, const PointOwners& owners, int rank)
    : m_workload(workload), m_missing(workload.naming().count() + 1) {
    const auto graphs = workload.graphs();
    for (std::uint32_t graph = 0; graph < graphs.size(); ++graph) {
        m_own.push_back(owners.points(graph, rank));
        m_awaited.emplace_back(graphs[graph].steps());
        m_leftIn.emplace_back(graphs[graph].steps());
        m_lowest.push_back(0);
        std::vector<bool> seen(graphs[graph].width());
        const auto [begin, end] = m_own[graph];
        for (std::uint32_t step = 0; step < graphs[graph].steps(); ++step) {
            for (std::uint32_t point = begin; point < end; ++point) {
                if (!graphs[graph].exists(step, point)) continue;
                graphs[graph].inputs(step, point, m_points);
                const TaskIndex index = m_workload.naming().index({graph, step, point});
                m_missing[index] = static_cast<std::uint32_t>(m_points.size());
                if (m_points.empty()) m_ready.push_back(index);
                m_leftIn[graph][step] += 1;
                m_left += 1;
                for (const std::uint32_t input : m_points) {
                    if ((input >= begin && input < end) || seen[input]) continue;
                    seen[input] = true;
                    m_awaited[graph][step - 1].push_back(input);
                }
            }
            if (step == 0) continue;
            std::ranges::sort(m_awaited[graph][step - 1]);
            for (const std::uint32_t input : m_awaited[graph][step - 1]) seen[input] = false;
        }
        settle(graph);
    }
}

std::optional<TaskIndex> RankTasks::take() {
    if (m_taken == m_ready.size()) return std::nullopt;
    return m_ready[m_taken++];
}

void RankTasks::complete(Task task) {
    m_left -= 1;
    m_leftIn[task.graph][task.step] -= 1;
    settle(task.graph);
    arrived(task);
}

void RankTasks::arrived(Task task) {
    m_workload.graphs()[task.graph].consumers(task.step, task.point, m_points);
    const auto [begin, end] = m_own[task.graph];
    for (const std::uint32_t point : m_points) {
        if (point < begin || point >= end) continue;
        const TaskIndex index = m_workload.naming().index({task.graph, task.step + 1, point});
        if (--m_missing[index] == 0) m_ready.push_back(index);
    }
}

void RankTasks::settle(std::uint32_t graph) {
    std::uint32_t& lowest = m_lowest[graph];
    while (lowest < m_leftIn[graph].size() && m_leftIn[graph][lowest] == 0) ++lowest;
}

}  // namespace corelane
