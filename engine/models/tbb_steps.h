// The steps of a workload one after the other on oneTBB's threads, for models that share out a step and wait for its
// end. Several graphs take each step together.
#pragma once

#include "engine/models/step_tasks.h"
#include "engine/models/tbb_crew.h"
#include "engine/record/sanitizer_order.h"

#include <utility>
#include <vector>

namespace corelane {

class TbbSteps {
  public:
    explicit TbbSteps(const TbbCrew& crew)
        : m_crew(crew), m_workload(crew.execution().workload),
          m_seen(static_cast<std::size_t>(crew.execution().workers)) {}

    // Calls share(tasks of the step) for each step; it has runTasks() called for all of them, on threads of the crew,
    // and returns when they have been run. Ends early when the run is to stop.
    template <class Share>
    void run(Share share) {
        const std::uint32_t steps = stepsOf(m_workload);
        for (m_step = 0; m_step < steps && !m_crew.execution().recorder.stopRequested(); ++m_step) {
            orderedBefore(&m_step);
            share(tasksAt(m_workload, m_step));
            orderedAfter(&m_seen);
        }
    }

    // Runs tasks [begin, end) of the present step, by their number; false: the run is to stop.
    bool runTasks(std::uint32_t begin, std::uint32_t end) {
        orderedAfter(&m_step);
        Worker& worker = m_crew.worker();
        std::uint32_t& seen = m_seen[static_cast<std::size_t>(worker.index())].steps;
        bool first = true;
        visitTasks(m_workload, m_step, begin, end, [&](Task task) {
            const bool next = !std::exchange(first, false);
            if (next) {
                worker.runNext(task);  // nothing is between the tasks of a piece
            } else if (seen <= m_step) [[unlikely]] {
                // What is between a worker's last task of a step and its first of another is mostly the wait for the
                // end of the step; within a step it is what sharing out costs.
                seen = m_step + 1;
                worker.runAfterGap(task, State::Idle, m_crew.idleName(), [] { return true; });
            } else {
                worker.run(task);
            }
            return !worker.stopped();
        });
        orderedBefore(&m_seen);
        return !worker.stopped();
    }

  private:
    // Of each worker, on a cache line of its own.
    struct alignas(64) Seen {
        std::uint32_t steps = 0;
    };
    const TbbCrew& m_crew;
    const Workload& m_workload;
    std::uint32_t m_step = 0;
    std::vector<Seen> m_seen;
};

}  // namespace corelane
