// OpenMP tasks: every task makes tasks of those it made ready; a worksharing loop where tasks do not depend on each
// other.
#include "engine/constructs/construct.h"
#include "engine/models/countdown.h"
#include "engine/models/openmp_actors.h"
#include "engine/models/openmp_team.h"
#include "engine/models/ready_count.h"
#include "engine/record/sanitizer_order.h"

#include <omp.h>

#include <optional>

namespace corelane {
namespace {

constexpr Option options[] = {
    {"schedule", Option::Type::Choice, openmpSchedules[0],
     "how the loop over tasks without dependences (pattern trivial) is shared out", openmpSchedules},
    {"chunk",
     Option::Type::Int,
     std::int64_t{0},
     "tasks a thread takes from the loop at once; 0 leaves it to OpenMP",
     {},
     0,
     1e6},
};

struct Seat {
    Worker* worker = nullptr;
    Points points;
};

class Graphs {
  public:
    Graphs(Execution& execution, Countdown& countdown)
        : m_countdown(countdown), m_seats(static_cast<std::size_t>(execution.workers)), m_ready(execution.workers),
          m_idleName(execution.recorder.name("no task ready")),
          m_counter(execution.recorder.counter("ready tasks", "tasks")) {}

    void sit(Worker& worker) { m_seats[static_cast<std::size_t>(omp_get_thread_num())].worker = &worker; }

    void spawn(Task task) {
        m_ready.add(seat().worker->index(), 1);
        orderedBefore(m_countdown.token(task));
        makeTask(task);
    }

  private:
    Seat& seat() { return m_seats[static_cast<std::size_t>(omp_get_thread_num())]; }

    CORELANE_HANDED_OVER void makeTask(Task task) {
#pragma omp task default(none) firstprivate(task)
        run(task);
    }
    // Runs a task, then one of those it made ready, and so on; of the others it makes tasks.
    void run(Task task) {
        orderedAfter(m_countdown.token(task));
        Seat& here = seat();
        Worker& worker = *here.worker;
        m_ready.add(worker.index(), -1);
        worker.runAfterGap(task, State::Idle, m_idleName, [&] { return m_ready.sum() == 0; });
        for (std::optional<Task> next = finish(here, task); next; next = finish(here, *next)) worker.run(*next);
    }
    std::optional<Task> finish(Seat& here, Task task) {
        std::optional<Task> next;
        if (here.worker->stopped()) return next;
        std::vector<Task> others;  // spawn() may run a task at once, here, which uses the same seat
        m_countdown.finish(task, here.points, [&](Task ready) {
            if (next) others.push_back(*next);
            next = ready;
        });
        for (const Task other : others) spawn(other);
        here.worker->note(m_counter, [&] { return m_ready.sum(); });
        return next;
    }

    Countdown& m_countdown;
    std::vector<Seat> m_seats;
    ReadyCount m_ready;
    const NameId m_idleName;
    const CounterId m_counter;
};

bool withoutDependences(const Workload& workload) {
    for (const TaskGraph& graph : workload.graphs())
        if (graph.parameters().pattern != Pattern::Trivial) return false;
    return true;
}

// Both are called by every thread of the team.
void runIndependent(const Workload& workload, Worker& worker) {
    const TaskNaming& naming = workload.naming();
    const TaskIndex end = naming.count() + 1;
#pragma omp for schedule(runtime) nowait
    for (TaskIndex index = 1; index < end; ++index)
        if (!worker.stopped()) worker.run(*naming.task(index));
}

void runDependent(const Workload& workload, Worker& worker, const Countdown& countdown, Graphs& graphs) {
    graphs.sit(worker);
#pragma omp barrier
#pragma omp single nowait
    for (const TaskIndex index : countdown.initial()) graphs.spawn(*workload.naming().task(index));
        // The barrier is where the others run tasks, until there are none left.
#pragma omp barrier
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const bool independent = withoutDependences(execution.workload);
    std::optional<Countdown> countdown;
    std::optional<Graphs> graphs;
    if (!independent) graphs.emplace(execution, countdown.emplace(execution.workload));
    const NameId idleName = execution.recorder.name("no task ready");
    return runOnTeam(execution, outputs, [&](Worker& worker) {
        if (independent)
            runIndependent(execution.workload, worker);
        else
            runDependent(execution.workload, worker, *countdown, *graphs);
        worker.waited(State::Idle, idleName);
    });
}

}  // namespace

namespace model {
extern const Model openmp_tasks;
const Model openmp_tasks = {
    .name = "openmp_tasks",
    .title = "OpenMP tasks",
    .summary = "OpenMP tasks with counted dependences; a worksharing loop where tasks do not depend on each other",
    .family = "thread",
    .options = withConstructs(options, openmpConstructs),
    .runGraph = runGraph,
    .runScript = runActorsOnTeam,
    .constructs = openmpConstructs,
    .actorsAreWorkers = true,
    .mostActors = maximumActorThreads};
}  // namespace model

}  // namespace corelane
