// A pool of threads that take whatever task is ready: counted dependences, and one of two kinds of queues.
#include "engine/models/countdown.h"
#include "engine/models/ready_queue.h"
#include "engine/models/worker.h"

#include <algorithm>
#include <atomic>

namespace corelane {
namespace {

constexpr std::string_view queues[] = {"work_stealing", "shared"};

constexpr Option options[] = {
    {"queue", Option::Type::Choice, queues[0],
     "where ready tasks wait: a deque a thread that others steal from, or one queue under a mutex", queues},
};

class Pool {
  public:
    Pool(Execution& execution)
        : m_workload(execution.workload), m_workers(execution.workers), m_countdown(execution.workload),
          m_stealing(execution.options.text("queue") == "work_stealing"),
          m_queue(
              m_stealing
                  ? makeStealingQueues(
                        execution.workers, static_cast<std::size_t>(execution.workers) > execution.cores.size())
                  : makeSharedQueue()),
          m_waitName(execution.recorder.name(m_stealing ? "no task ready" : "wait for a task")),
          m_waitState(m_stealing ? State::Idle : State::Queue),
          m_counter(execution.recorder.counter("ready tasks", "tasks")), m_left(execution.workload.taskCount()) {}

    void work(Worker& worker) {
        putShare(worker.index());
        std::vector<std::uint32_t> ready;
        Points points;
        std::uint64_t done = 0;
        bool waited = false;
        for (std::uint32_t next = 0;;) {
            if (next == 0 && !m_queue->tryTake(worker.index(), next)) {
                if (m_left.fetch_sub(done, std::memory_order_acq_rel) == done) m_queue->close();
                done = 0;
                if (!m_queue->take(worker.index(), next)) break;
                waited = true;
            }
            const Task task = *m_workload.naming().task(next);
            if (waited)
                worker.runAfterWait(task, m_waitState, m_waitName);
            else
                worker.run(task);
            if (worker.stopped()) break;
            waited = false;
            ++done;
            ready.clear();
            m_countdown.finish(
                task, points, [&](Task consumer) { ready.push_back(m_workload.naming().index(consumer)); });
            next = 0;
            if (m_stealing && !ready.empty()) {  // its input is in this core's cache
                next = ready.back();
                ready.pop_back();
            }
            if (!ready.empty()) m_queue->put(worker.index(), ready);
            worker.note(m_counter, [&] { return m_queue->size(); });
        }
        if (worker.stopped()) m_queue->close();
        worker.waited(m_waitState, m_waitName);
    }
    void abandon() { m_queue->close(); }

  private:
    // Every worker brings its share of the tasks that are ready from the start.
    void putShare(int worker) {
        const auto& initial = m_countdown.initial();
        const auto bound = [&](int n) {
            return static_cast<std::ptrdiff_t>(
                initial.size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(m_workers));
        };
        std::vector<std::uint32_t> share(initial.begin() + bound(worker), initial.begin() + bound(worker + 1));
        if (m_stealing) std::reverse(share.begin(), share.end());  // what is put last is taken first
        if (!share.empty()) m_queue->put(worker, share);
    }

    const Workload& m_workload;
    const int m_workers;
    Countdown m_countdown;
    const bool m_stealing;
    const std::unique_ptr<ReadyQueue> m_queue;
    const NameId m_waitName;
    const State m_waitState;
    const CounterId m_counter;
    alignas(
        64) std::atomic<std::uint64_t> m_left;  // tasks; every worker subtracts its own when it finds nothing to do
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    Pool pool(execution);
    return runOnThreads(
        execution, outputs, [&](Worker& worker) { pool.work(worker); }, [&] { pool.abandon(); });
}

}  // namespace

namespace model {
extern const Model thread_pool;
const Model thread_pool = {
    .name = "thread_pool",
    .title = "Thread pool",
    .summary = "Threads take whatever task is ready, from deques they steal from or from one shared queue",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
