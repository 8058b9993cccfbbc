// Outputs of all tasks of a workload in one address space: one buffer a task, pages touched, so that no model pays
// for page faults or for reuse of buffers. Task (t, i) may be written by one thread while others read step t - 1; no
// two buffers share a cache line.
#pragma once

#include "engine/trace/result.h"
#include "workloads/workload.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace corelane {

class Outputs {
  public:
    // Error (Invalid) when the buffers, and the scratch memory of so many workers, would need more than half of the
    // memory that is free; says how much it would be.
    static Result<Outputs> make(const Workload&, int workers = 1);
    static std::uint64_t bytesNeeded(const Workload&);
    // The two halves of make(), for memory that processes share: the check alone, and the layout over memory of
    // bytesNeeded() that begins at a page. The caller touches it. `copiedBytes`: of outputs that lie in several
    // processes, all but the first.
    static Result<> checkMemory(const Workload&, int workers, std::uint64_t copiedBytes = 0);
    static Outputs over(const Workload&, std::shared_ptr<std::byte> memory);

    MutableBytes output(Task task) const {
        const Layout& graph = m_graphs[task.graph];
        return {m_memory.get() + graph.offset(task.step, task.point), graph.bytes};
    }
    // Outputs of the inputs of a task, ascending; valid until the next call with the same `into`.
    std::span<const Bytes> inputs(Task, Points& points, std::vector<Bytes>& into) const;

  private:
    struct Layout {
        std::size_t base = 0, bytes = 0, stride = 0, width = 0;
        std::size_t offset(std::uint32_t step, std::uint32_t point) const {
            return base + (step * width + point) * stride;
        }
    };
    const Workload* m_workload = nullptr;
    std::vector<Layout> m_graphs;
    std::shared_ptr<std::byte> m_memory;
};

}  // namespace corelane
