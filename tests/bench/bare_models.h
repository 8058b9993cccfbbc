// The models as one would write each directly, for a stencil and nothing else: no recorder, no options, no graph to
// ask. What the models of the table are measured against.
#pragma once

#include "workloads/workload.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace corelane {

// A stencil's tasks, each with memory of its own, and the cores for the threads.
class BareStencil {
  public:
    // `workload`: one graph of pattern stencil_1d.
    BareStencil(const Workload& workload, std::span<const int> cores);

    std::uint32_t steps() const { return m_steps; }
    std::uint32_t width() const { return m_width; }
    std::uint32_t tasks() const { return m_steps * m_width; }
    int threads() const { return static_cast<int>(m_cores.size()); }

    std::uint32_t firstInput(std::uint32_t point) const { return point > 0 ? point - 1 : 0; }
    std::uint32_t lastInput(std::uint32_t point) const { return point + 1 < m_width ? point + 1 : point; }
    std::uint32_t inputs(std::uint32_t step, std::uint32_t point) const {
        return step == 0 ? 0 : lastInput(point) - firstInput(point) + 1;
    }

    // Checks that the inputs are those of this task, as every model does, and runs it. Gives its share of the digest.
    std::uint64_t run(std::uint32_t step, std::uint32_t point) const;

    void bind(int thread) const;  // the calling thread, to its core
    // A bound thread for each core calls work(thread), and its results are summed.
    std::uint64_t onThreads(const std::function<std::uint64_t(int thread)>& work) const;

  private:
    static constexpr std::size_t line = 64;
    std::byte* output(std::uint32_t step, std::uint32_t point) const {
        return m_outputs.get() + (std::size_t{step} * m_width + point) * m_stride;
    }

    const Workload& m_workload;
    std::vector<int> m_cores;
    std::uint32_t m_steps, m_width;
    std::size_t m_bytes, m_stride;
    std::shared_ptr<std::byte> m_outputs;
};

// Each runs every task once and gives the digest.
std::uint64_t bareSerial(const BareStencil&);
std::uint64_t bareThreads(const BareStencil&);       // own points each; a flag a point, spin then sleep
std::uint64_t bareStealingPool(const BareStencil&);  // counted inputs; a deque a thread
std::uint64_t bareSharedPool(const BareStencil&);    // counted inputs; one queue, mutex and condition variable
std::uint64_t bareTbbTasks(const BareStencil&);      // counted inputs; tbb::task_group
std::uint64_t bareTbbFlowGraph(const BareStencil&);  // a tbb::flow::continue_node a task
std::uint64_t bareOpenmpTasks(const BareStencil&);   // counted inputs; omp task
std::uint64_t bareCoroutines(const BareStencil&);    // a coroutine a point; a deque a thread

// For a workload of one step without inputs: a tbb::parallel_for over its tasks, on a bound thread for each core.
// `seconds`: from before the threads are made to after they have ended, without the making of memory.
std::uint64_t bareTbbParallelFor(const Workload&, std::span<const int> cores, double& seconds);

}  // namespace corelane
