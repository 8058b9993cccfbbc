// A task is a node of a task graph. (graph, step, point) is its identity under every model; its index is the same
// identity as one small number, dense over all graphs of a workload, which rings and files carry. 0 means "no task".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct Task {
    std::uint32_t graph = 0, step = 0, point = 0;
    friend bool operator==(const Task&, const Task&) = default;
    friend auto operator<=>(const Task&, const Task&) = default;
};

using TaskIndex = std::uint32_t;

struct GraphShape {
    std::string name;  // the pattern's, "stencil_1d"; a second graph of the same pattern is "stencil_1d 2"
    std::uint32_t steps = 0, width = 0;
    friend bool operator==(const GraphShape&, const GraphShape&) = default;
};

// Translates between a task and its index. Immutable; any thread.
class TaskNaming {
  public:
    TaskNaming() = default;
    explicit TaskNaming(std::vector<GraphShape> graphs);

    const std::vector<GraphShape>& graphs() const { return m_graphs; }
    TaskIndex count() const { return m_total; }  // indices run from 1 to count()
    TaskIndex index(Task task) const {
        return 1 + m_base[task.graph] + task.step * m_graphs[task.graph].width + task.point;
    }
    std::optional<Task> task(TaskIndex index) const;  // nothing for 0 and beyond count()
    std::string name(TaskIndex index) const;          // "stencil_1d 14.8", "" for no task
    std::string shortName(TaskIndex index) const;     // "14.8"

  private:
    std::vector<GraphShape> m_graphs;
    std::vector<TaskIndex> m_base;
    TaskIndex m_total = 0;
};

}  // namespace corelane
