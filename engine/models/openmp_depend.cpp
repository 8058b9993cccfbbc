// OpenMP tasks whose dependences OpenMP finds out: one thread makes all tasks in order, each with a depend clause
// that names what it reads and what it writes, and the others run those that are ready.
#include "engine/models/openmp_team.h"
#include "engine/record/sanitizer_order.h"

#include <omp.h>

namespace corelane {
namespace {

class Graphs {
  public:
    explicit Graphs(Execution& execution)
        : m_workload(execution.workload), m_recorder(execution.recorder),
          m_workers(static_cast<std::size_t>(execution.workers)),
          m_idleName(execution.recorder.name("no task ready")), m_written(m_workload.naming().count() + 1) {
        for (const TaskGraph& graph : m_workload.graphs()) m_steps.emplace_back(graph.steps());
    }

    void sit(Worker& worker) { m_workers[static_cast<std::size_t>(omp_get_thread_num())] = &worker; }

    // By one thread of the team.
    void makeTasks() {
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            for (std::uint32_t step = 0; step < m_workload.graphs()[graph].steps(); ++step) {
                if (m_recorder.stopRequested()) return;
                makeStep(graph, step);
            }
    }

  private:
    void makeStep(std::uint32_t number, std::uint32_t step) {
        const TaskGraph& graph = m_workload.graphs()[number];
        // Where every task needs every task, one that does nothing stands between two steps: width names a step, not
        // width squared.
        const bool all = step > 0 && graph.parameters().pattern == Pattern::AllToAll;
        if (all) {
            m_reads.clear();
            for (std::uint32_t i = 0; i < graph.widthAt(step - 1); ++i)
                m_reads.push_back(written({number, step - 1, graph.offset(step - 1) + i}));
            gather(&m_steps[number][step]);
        }
        for (std::uint32_t i = 0; i < graph.widthAt(step); ++i) {
            const Task task{number, step, graph.offset(step) + i};
            m_reads.clear();
            graph.inputs(step, task.point, m_points);
            for (const std::uint32_t point : m_points) {
                m_reads.push_back(all ? &m_steps[number][step] : written({number, step - 1, point}));
                if (all) break;
            }
            make(task);
        }
    }
    CORELANE_HANDED_OVER void make(Task task) {
        const char* const* const reads = m_reads.data();
        const std::size_t count = m_reads.size();
        const char* const writes = written(task);
        orderedBefore(this);
#pragma omp task default(none) firstprivate(task) depend(iterator(std::size_t i = 0                                  \
                                                                  : count),                                          \
                                                         in                                                          \
                                                         : *reads[i]) depend(out                                     \
                                                                             : *writes)
        run(task);
    }
    CORELANE_HANDED_OVER void gather(const char* writes) {
        const char* const* const reads = m_reads.data();
        const std::size_t count = m_reads.size();
#pragma omp task default(none) depend(iterator(std::size_t i = 0 : count), in : *reads[i]) depend(out : *writes)
        {}
    }
    void run(Task task) {
        orderedAfter(this);
        if (task.step > 0) orderedAfter(&m_steps[task.graph][task.step - 1]);
        m_workers[static_cast<std::size_t>(omp_get_thread_num())]->runAfterGap(
            task, State::Idle, m_idleName, [] { return true; });
        orderedBefore(&m_steps[task.graph][task.step]);
    }
    const char* written(Task task) const {
        return &m_written[m_workload.naming().index(task)];
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    std::vector<Worker*> m_workers;  // by thread of the team
    const NameId m_idleName;
    // Addresses that stand for outputs: of a task, and of all of the step before.
    std::vector<char> m_written;
    std::vector<std::vector<char>> m_steps;
    std::vector<const char*> m_reads;  // of the task that is being made
    Points m_points;
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    Graphs graphs(execution);
    const NameId idleName = execution.recorder.name("no task ready");
    return runOnTeam(execution, outputs, [&](Worker& worker) {
        graphs.sit(worker);
#pragma omp barrier
#pragma omp single nowait
        graphs.makeTasks();
        // The barrier is where the others run tasks, until there are none left.
#pragma omp barrier
        worker.waited(State::Idle, idleName);
    });
}

}  // namespace

namespace model {
extern const Model openmp_depend;
const Model openmp_depend = {
    .name = "openmp_depend",
    .title = "OpenMP depend",
    .summary = "OpenMP tasks with a depend clause each: one thread makes them all, OpenMP finds out which are ready",
    .family = "thread",
    .options = {},
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
