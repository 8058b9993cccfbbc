// oneTBB as one would use it: an arena, a task group into which every task puts those it made ready, and a
// parallel_for where tasks do not depend on each other.
#include "engine/models/countdown.h"
#include "engine/models/ready_count.h"
#include "engine/models/sanitizer_order.h"
#include "engine/models/worker.h"

#include <fmt/format.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>
#include <oneapi/tbb/task_scheduler_observer.h>

#include <atomic>
#include <optional>

namespace corelane {
namespace {

constexpr std::string_view partitioners[] = {"auto", "static", "simple"};

constexpr Option options[] = {
    {"partitioner", Option::Type::Choice, partitioners[0],
     "how parallel_for cuts tasks without dependences (pattern trivial) into pieces", partitioners},
};

class Crew;

// What a thread of oneTBB's has while it works for a run. It ends with the thread, on the thread: a lane is its own.
struct Seat {
    const Crew* crew = nullptr;
    std::optional<Worker> worker;
    Points points;
    ~Seat();
};
thread_local Seat t_seat;

// Gives every thread that takes part a worker, once, and takes it back when the thread ends: it must outlive oneTBB's
// threads, which is longer than their arena lives.
class Crew {
  public:
    Crew(Execution& execution, const Outputs& outputs, WorkerLane::Mark created)
        : m_execution(execution), m_outputs(outputs), m_created(created) {}

    Seat& seat() const {
        if (t_seat.crew != this) {
            const int index = m_seats.fetch_add(1, std::memory_order_relaxed);
            CORELANE_ASSERT(index < m_execution.workers);
            t_seat.worker.emplace(m_execution, m_outputs, index, m_created);
            t_seat.crew = this;
        }
        return t_seat;
    }
    void leave(Worker& worker) const { worker.waited(State::Idle, m_idleName); }

  private:
    Execution& m_execution;
    const Outputs& m_outputs;
    const WorkerLane::Mark m_created;
    const NameId m_idleName = m_execution.recorder.name("no task ready");
    mutable std::atomic<int> m_seats{0};
};

// Has every thread that enters the arena take its seat.
class Entrance : public tbb::task_scheduler_observer {
  public:
    Entrance(tbb::task_arena& arena, const Crew& crew) : task_scheduler_observer(arena), m_crew(crew) {
        observe(true);
    }
    ~Entrance() override { observe(false); }
    void on_scheduler_entry(bool) override { static_cast<void>(m_crew.seat()); }

  private:
    const Crew& m_crew;
};

Seat::~Seat() {
    if (worker) crew->leave(*worker);
}

class Graphs {
  public:
    Graphs(Execution& execution, const Crew& crew, Countdown& countdown, tbb::task_group& group)
        : m_crew(crew), m_countdown(countdown), m_group(group), m_ready(execution.workers),
          m_idleName(execution.recorder.name("no task ready")),
          m_counter(execution.recorder.counter("ready tasks", "tasks")) {}

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
        Seat& seat = m_crew.seat();
        Worker& worker = *seat.worker;
        m_ready.add(worker.index(), -1);
        worker.runAfterGap(task, State::Idle, m_idleName, [&] { return m_ready.sum() == 0; });
        for (std::optional<Task> next = finish(seat, task); next; next = finish(seat, *next)) worker.run(*next);
        orderedBefore(this);
    }
    std::optional<Task> finish(Seat& seat, Task task) {
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

    const Crew& m_crew;
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

void runIndependent(const Execution& execution, const Crew& crew) {
    const TaskNaming& naming = execution.workload.naming();
    const tbb::blocked_range<TaskIndex> all(1, naming.count() + 1);
    tbb::task_group_context context;
    const auto run = [&](TaskIndex index, TaskIndex end) {
        Worker& worker = *crew.seat().worker;
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

void runDependent(Execution& execution, const Crew& crew, Countdown& countdown) {
    tbb::task_group group;
    Graphs graphs(execution, crew, countdown, group);
    const int worker = crew.seat().worker->index();
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
    execution.recorder.begin();
    const Crew crew(execution, outputs, markBefore(execution.recorder));
    bool ended = false;
    // A thread of its own takes the caller's part, and oneTBB's threads end with the run: every run pays for its
    // threads, as under the other models, and none is left behind bound to a core.
    Result<> result = runOnFreshThread([&] {
        tbb::task_scheduler_handle scheduler{tbb::attach{}};
        {
            const tbb::global_control limit(
                tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(execution.workers));
            tbb::task_arena arena(execution.workers);
            arena.initialize();
            const Entrance entrance(arena, crew);
            arena.execute([&] {
                if (independent)
                    runIndependent(execution, crew);
                else
                    runDependent(execution, crew, *countdown);
            });
            t_seat.worker.reset();
        }
        ended = tbb::finalize(scheduler, std::nothrow);
    });
    execution.recorder.end();
    if (result && !ended)
        return fail(
            Error::Kind::Failed,
            "oneTBB's threads did not end: run this model in a process that uses oneTBB for nothing else");
    return result;
}

}  // namespace

namespace model {
extern const Model tbb_tasks;
const Model tbb_tasks = {
    .name = "tbb_tasks",
    .title = "oneTBB tasks",
    .summary = "oneTBB's task group with counted dependences; parallel_for where tasks do not depend on each other",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
