// An OpenMP worksharing loop over the tasks of each step, with the barrier that ends it: what one writes first when a
// time step needs the one before. Several graphs take each step together.
#include "engine/models/openmp_team.h"
#include "engine/models/step_tasks.h"
#include "engine/record/sanitizer_order.h"

#include <atomic>

namespace corelane {
namespace {

constexpr Option options[] = {
    {"schedule", Option::Type::Choice, openmpSchedules[0], "how the loop over the tasks of a step is shared out",
     openmpSchedules},
    {"chunk",
     Option::Type::Int,
     std::int64_t{0},
     "tasks a thread takes from the loop at once; 0 leaves it to OpenMP",
     {},
     0,
     1e6},
};

class Steps {
  public:
    explicit Steps(Execution& execution)
        : m_workload(execution.workload), m_steps(stepsOf(execution.workload)),
          m_barrierName(execution.recorder.name("barrier")) {}

    // Called by every thread of the team.
    void run(Worker& worker) {
        bool waited = false;  // at a barrier, since the worker's last task
        for (std::uint32_t step = 0; step < m_steps && !endsBefore(step); ++step) {
            const std::uint32_t tasks = tasksAt(m_workload, step);
#pragma omp for schedule(runtime) nowait
            for (std::uint32_t number = 0; number < tasks; ++number) {
                if (worker.stopped()) continue;
                const Task task = taskAt(m_workload, step, number);
                if (waited)
                    worker.runAfterWait(task, State::Lock, m_barrierName);
                else
                    worker.run(task);
                waited = false;
            }
            if (worker.stopped()) m_stoppedAt.store(step, std::memory_order_relaxed);
            meet();
            waited = true;
        }
        worker.waited(State::Lock, m_barrierName);
    }

  private:
    // The barrier that a loop without `nowait` ends with; apart from it, so that the sanitizer is told of its order.
    void meet() {
        orderedBefore(this);
#pragma omp barrier
        orderedAfter(this);
    }
    // A stop is seen by one thread in the middle of a step, and all must leave after the same barrier: a thread that
    // was quicker and saw it in the next step does not make the others leave before that.
    bool endsBefore(std::uint32_t step) const {
        return m_stoppedAt.load(std::memory_order_relaxed) < step;
    }

    const Workload& m_workload;
    const std::uint32_t m_steps;
    const NameId m_barrierName;
    std::atomic<std::uint32_t> m_stoppedAt{~std::uint32_t{0}};
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    Steps steps(execution);
    return runOnTeam(execution, outputs, [&](Worker& worker) { steps.run(worker); });
}

}  // namespace

namespace model {
extern const Model openmp_for;
const Model openmp_for = {
    .name = "openmp_for",
    .title = "OpenMP loop",
    .summary = "An OpenMP worksharing loop over the tasks of each step, with a barrier after it",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
