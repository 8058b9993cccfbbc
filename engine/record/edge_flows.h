// The flows of a task's span: the ids of the edges that end at its begin and start at its end.
#pragma once

#include "engine/record/recording.h"

#include <span>
#include <vector>

namespace corelane {

class EdgeFlows {
  public:
    EdgeFlows(const EdgeSource& edges, int run)
        : m_edges(edges), m_run(run), m_count(edges.edgeCount()), m_written(m_count != 0 && m_count <= maximumEdges) {
    }

    bool tooMany() const { return m_count > maximumEdges; }
    std::uint64_t count() const { return m_count; }
    // Valid until the next call of the same function. A task's edges are told once: a second span of the same task
    // has none.
    std::span<const std::uint64_t> in(TaskIndex);
    std::span<const std::uint64_t> out(TaskIndex);
    std::uint64_t told() const { return m_told; }  // edges whose consumer ran

  private:
    static bool first(std::vector<bool>& seen, TaskIndex);

    const EdgeSource& m_edges;
    int m_run;
    std::uint64_t m_count;
    bool m_written;
    std::uint64_t m_told = 0;
    std::vector<bool> m_seenIn, m_seenOut;
    std::vector<TaskIndex> m_tasks, m_inputs;
    std::vector<std::uint64_t> m_in, m_out;
};

}  // namespace corelane
