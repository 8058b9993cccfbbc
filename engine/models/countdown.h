// Counted dependences: every task counts the inputs it still lacks; whoever finishes the last of them learns that the
// task is ready. Any thread.
#pragma once

#include "workloads/workload.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace corelane {

class Countdown {
  public:
    // `arrivals`: what every task lacks besides its inputs, to be counted down by arrive().
    explicit Countdown(const Workload&, std::uint32_t arrivals = 0);

    // Tasks that lack no inputs, in the order of their indices.
    const std::vector<TaskIndex>& initial() const { return m_initial; }

    // The task is done, and its output written: calls ready(Task) for each task that now lacks nothing.
    template <class Ready>
    void finish(Task, Points& points, Ready ready);

    // Lacks the task nothing but one last arrive()? It then need not be called.
    bool onlyOneLacking(Task task) const { return counter(task).load(std::memory_order_acquire) == 1; }
    // One thing less; true when it was the last.
    bool arrive(Task task) { return countDown(counter(task)); }

    // An address that is the task's alone.
    const void* token(Task task) const { return &counter(task); }

  private:
    using Counter = std::atomic<std::uint32_t>;

    Counter& counter(Task task) const { return m_lacking[m_workload.naming().index(task)]; }
    static bool countDown(Counter& counter) {
        // Nobody else counts a counter down that stands at one.
        return counter.load(std::memory_order_acquire) == 1 || counter.fetch_sub(1, std::memory_order_acq_rel) == 1;
    }

    const Workload& m_workload;
    std::unique_ptr<Counter[]> m_lacking;                // by task index
    std::vector<std::unique_ptr<Counter[]>> m_stepLeft;  // of all_to_all graphs: tasks that a step still lacks
    std::vector<TaskIndex> m_initial;
};

template <class Ready>
void Countdown::finish(Task task, Points& points, Ready ready) {
    const TaskGraph& graph = m_workload.graphs()[task.graph];
    if (Counter* const stepLeft = m_stepLeft[task.graph].get()) {
        // Where every task needs every task, the step counts once: width counts a step, not width squared.
        if (!countDown(stepLeft[task.step])) return;
    }
    graph.consumers(task.step, task.point, points);
    for (const std::uint32_t point : points) {
        const Task consumer{task.graph, task.step + 1, point};
        if (countDown(counter(consumer))) ready(consumer);
    }
}

}  // namespace corelane
