// oneTBB as one would use it: an arena, a task group into which every task puts those it made ready, and a
// parallel_for where tasks do not depend on each other.
#include "engine/constructs/construct.h"
#include "engine/models/countdown.h"
#include "engine/models/ready_count.h"
#include "engine/models/tbb_actors.h"
#include "engine/models/tbb_crew.h"
#include "engine/record/sanitizer_order.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_group.h>

#include <optional>

namespace corelane {
namespace {

constexpr std::string_view partitioners[] = {"auto", "static", "simple"};

constexpr Option options[] = {
    {"partitioner", Option::Type::Choice, partitioners[0],
     "how parallel_for cuts tasks without dependences (pattern trivial) into pieces", partitioners},
};

class Graphs {
  public:
    Graphs(Execution& execution, const TbbCrew& crew, Countdown& countdown, tbb::task_group& group)
        : m_crew(crew), m_countdown(countdown), m_group(group), m_ready(execution.workers),
          m_idleName(crew.idleName()), m_counter(execution.recorder.counter("ready tasks", "tasks")) {}

    void spawn(int worker, Task task) {
        m_ready.add(worker, 1);
        orderedBefore(m_countdown.token(task));
        m_group.run([this, task]() CORELANE_HANDED_OVER { run(task); });
    }
    // Returns when there is no task left.
    void wait() {
        m_group.wait();
        orderedAfter(this);
    }

  private:
    // Runs a task, then one of those it made ready, and so on; the others are spawned.
    void run(Task task) {
        orderedAfter(m_countdown.token(task));
        TbbCrew::Seat& seat = m_crew.seat();
        Worker& worker = *seat.worker;
        m_ready.add(worker.index(), -1);
        worker.runAfterGap(task, State::Idle, m_idleName, [&] { return m_ready.sum() == 0; });
        for (std::optional<Task> next = finish(seat, task); next; next = finish(seat, *next)) worker.run(*next);
        orderedBefore(this);
    }
    std::optional<Task> finish(TbbCrew::Seat& seat, Task task) {
        std::optional<Task> next;
        if (seat.worker->stopped()) {
            m_group.cancel();
            return next;
        }
        m_countdown.finish(task, seat.points, [&](Task ready) {
            if (next) spawn(seat.worker->index(), *next);
            next = ready;
        });
        seat.worker->note(m_counter, [&] { return m_ready.sum(); });
        return next;
    }

    const TbbCrew& m_crew;
    Countdown& m_countdown;
    tbb::task_group& m_group;
    ReadyCount m_ready;
    const NameId m_idleName;
    const CounterId m_counter;
};

bool withoutDependences(const Workload& workload) {
    for (const TaskGraph& graph : workload.graphs())
        if (graph.parameters().pattern != Pattern::Trivial) return false;
    return true;
}

void runIndependent(const Execution& execution, const TbbCrew& crew) {
    const TaskNaming& naming = execution.workload.naming();
    const tbb::blocked_range<TaskIndex> all(1, naming.count() + 1);
    tbb::task_group_context context;
    const auto run = [&](TaskIndex index, TaskIndex end) {
        Worker& worker = crew.worker();
        for (; index != end && !worker.stopped(); ++index) worker.run(*naming.task(index));
        if (worker.stopped()) context.cancel_group_execution();
    };
    const auto body = [&](const tbb::blocked_range<TaskIndex>& range)
                          CORELANE_HANDED_OVER { run(range.begin(), range.end()); };
    const std::string& partitioner = execution.options.text("partitioner");
    if (partitioner == "static")
        tbb::parallel_for(all, body, tbb::static_partitioner(), context);
    else if (partitioner == "simple")
        tbb::parallel_for(all, body, tbb::simple_partitioner(), context);
    else
        tbb::parallel_for(all, body, tbb::auto_partitioner(), context);
}

void runDependent(Execution& execution, const TbbCrew& crew, Countdown& countdown) {
    tbb::task_group group;
    Graphs graphs(execution, crew, countdown, group);
    const int worker = crew.worker().index();
    for (const TaskIndex index : countdown.initial()) {
        if (execution.recorder.stopRequested()) break;
        graphs.spawn(worker, *execution.workload.naming().task(index));
    }
    graphs.wait();
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const bool independent = withoutDependences(execution.workload);
    std::optional<Countdown> countdown;
    if (!independent) countdown.emplace(execution.workload);
    return runInArena(execution, outputs, [&](const TbbCrew& crew) {
        if (independent)
            runIndependent(execution, crew);
        else
            runDependent(execution, crew, *countdown);
    });
}

}  // namespace

namespace model {
extern const Model tbb_tasks;
const Model tbb_tasks = {
    .name = "tbb_tasks",
    .title = "oneTBB tasks",
    .summary = "oneTBB's task group with counted dependences; parallel_for where tasks do not depend on each other",
    .family = "thread",
    .options = withConstructs(options, tbbConstructs),
    .runGraph = runGraph,
    .runScript = runActorsInArena,
    .constructs = tbbConstructs,
    .actorsAreWorkers = true,
    .mostActors = maximumActorThreads};
}  // namespace model

}  // namespace corelane
