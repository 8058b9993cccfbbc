// What one rank of an MPI job has to do: the tasks of a block of points in every graph, the outputs of other ranks'
// tasks that they need, and which of them are ready. First ready, first taken. One thread.
#pragma once

#include "workloads/workload.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace corelane {

// Which rank owns a point: neighbours belong to one, all ranks to within one point have as many.
class PointOwners {
  public:
    PointOwners(const Workload&, int ranks);

    int of(std::uint32_t graph, std::uint32_t point) const { return m_owners[graph][point]; }
    std::pair<std::uint32_t, std::uint32_t> points(
        std::uint32_t graph, int rank) const;  // the first, beyond the last
    // Other ranks than the task's own that need its output, ascending.
    void readers(Task, std::vector<int>& into);
    // Of outputs at all the ranks that need them, beside the one where each was made.
    std::uint64_t copiedBytes();

  private:
    const Workload& m_workload;
    int m_ranks;
    std::vector<std::vector<int>> m_owners;  // by graph and point
    Points m_points;
};

class RankTasks {
  public:
    RankTasks(const Workload&, const PointOwners&, int rank);

    std::uint64_t left() const { return m_left; }  // own tasks that are not complete
    std::optional<TaskIndex> take();               // nothing: none is ready now
    void complete(Task);                           // an own one
    void arrived(Task);                            // the output of another rank's task is here

    // Points of a step whose outputs have to come from other ranks, ascending.
    const Points& awaited(std::uint32_t graph, std::uint32_t step) const { return m_awaited[graph][step]; }
    // The first step in which own tasks are not complete; beyond the last step when there is none.
    std::uint32_t lowestStep(std::uint32_t graph) const { return m_lowest[graph]; }

  private:
    void settle(std::uint32_t graph);

    const Workload& m_workload;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_own;  // points, by graph
    std::vector<std::vector<Points>> m_awaited;                  // by graph and step
    std::vector<std::vector<std::uint32_t>> m_leftIn;            // own tasks by graph and step
    std::vector<std::uint32_t> m_lowest;
    std::vector<std::uint32_t> m_missing;  // inputs, by task index
    std::vector<TaskIndex> m_ready;        // every own task enters once
    std::size_t m_taken = 0;
    std::uint64_t m_left = 0;
    Points m_points;
};

}  // namespace corelane
