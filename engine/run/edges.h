// Who needs whose output, in task numbers, from a workload's graphs.
#pragma once

#include "engine/record/recording.h"
#include "workloads/workload.h"

namespace corelane {

// Refers to the workload, which must live longer. One thread at a time.
class WorkloadEdges final : public EdgeSource {
  public:
    explicit WorkloadEdges(const Workload& workload) : m_workload(workload), m_count(workload.edgeCount()) {}
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override;
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override;
    std::uint64_t edgeCount() const override { return m_count; }

  private:
    const Workload& m_workload;
    std::uint64_t m_count;
    mutable Points m_points;
};

}  // namespace corelane
