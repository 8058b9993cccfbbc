// Outputs of all tasks of a workload in one address space: one buffer a task, pages touched, so that no model pays
// for page faults or for reuse of buffers. Task (t, i) may be written by one thread while others read step t - 1.
#pragma once

#include "engine/trace/result.h"
#include "workloads/workload.h"

#include <memory>
#include <span>
#include <vector>

namespace corelane {

class Outputs {
  public:
    // Error (Invalid) when the buffers would need more than half of the memory that is free; says how much it would be.
    static Result<Outputs> make(const Workload&);
    static std::uint64_t bytesNeeded(const Workload&);

    MutableBytes output(Task) const;
    // Outputs of the inputs of a task, ascending; valid until the next call with the same `into`.
    std::span<const Bytes> inputs(Task, Points& points, std::vector<Bytes>& into) const;

  private:
    const Workload* m_workload = nullptr;
    std::vector<std::size_t> m_base;
    std::shared_ptr<std::byte> m_memory;
};

}  // namespace corelane
