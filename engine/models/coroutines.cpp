// C++20 coroutines, one for each point of each graph: it goes through the steps and awaits the inputs of each task. A
// coroutine that has to wait is suspended, and its thread resumes another one; no thread blocks while one is ready.
#include "engine/constructs/construct.h"
#include "engine/models/countdown.h"
#include "engine/models/ready_queue.h"
#include "engine/models/worker.h"
#include "engine/scripts/coroutine_runs.h"

#include <algorithm>
#include <atomic>
#include <coroutine>
#include <exception>

namespace corelane {
namespace {

constexpr std::string_view family = "coroutines";  // of constructs
constexpr std::string_view queues[] = {"work_stealing", "shared"};

constexpr Option options[] = {
    {"ready_queue", Option::Type::Choice, queues[0],
     "where ready coroutines wait: a deque a thread that others steal from, or one queue under a mutex", queues},
};

class Scheduler;

// A thread that resumes coroutines.
struct Seat {
    Scheduler& scheduler;
    Worker& worker;
    Points points;
    std::vector<std::uint32_t> ready;
    std::uint64_t finished = 0;  // coroutines, not yet told to the scheduler
    int transfers = 0;           // from coroutine to coroutine since the thread's own loop had control
};

struct Coroutine {
    struct promise_type {
        promise_type(const Scheduler&, std::uint32_t graph, std::uint32_t point);
        Coroutine get_return_object() { return {Handle::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct Finished {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept;
            void await_resume() noexcept {}
        };
        Finished final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }  // runTask() lets none out

        std::uint32_t number;  // of the coroutine
        Seat* seat = nullptr;  // of the thread that runs it now
    };
    using Handle = std::coroutine_handle<promise_type>;
    Handle handle;
};

Coroutine runPoint(Scheduler&, std::uint32_t graph, std::uint32_t point);

class Scheduler {
  public:
    explicit Scheduler(Execution& execution)
        : m_workload(execution.workload), m_workers(execution.workers), m_countdown(execution.workload, 1),
          m_stealing(execution.options.text("ready_queue") == "work_stealing"),
          m_queue(
              m_stealing
                  ? makeStealingQueues(
                        execution.workers, static_cast<std::size_t>(execution.workers) > execution.cores.size())
                  : makeSharedQueue()),
          m_waitName(execution.recorder.name(m_stealing ? "no coroutine ready" : "wait for a coroutine")),
          m_waitState(m_stealing ? State::Idle : State::Queue),
          m_counter(execution.recorder.counter("ready coroutines", "coroutines")) {
        std::uint32_t count = 0;
        for (const TaskGraph& graph : m_workload.graphs()) {
            m_base.push_back(count);
            count += graph.width();
        }
        m_handles.resize(count);
        m_left = count;
    }
    ~Scheduler() {
        for (const auto handle : m_handles)
            if (handle) handle.destroy();
    }
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    const Workload& workload() const { return m_workload; }
    Countdown& countdown() { return m_countdown; }
    std::uint32_t number(std::uint32_t graph, std::uint32_t point) const { return m_base[graph] + point; }

    void work(Worker& worker) {
        Seat seat{*this, worker, {}, {}};
        makeShare(seat);
        bool waited = false;
        for (std::uint32_t next;; waited = false) {
            if (!m_queue->tryTake(worker.index(), next)) {
                if (m_left.fetch_sub(seat.finished, std::memory_order_acq_rel) == seat.finished) m_queue->close();
                seat.finished = 0;
                if (!m_queue->take(worker.index(), next)) break;
                waited = true;
            }
            if (waited) worker.waited(m_waitState, m_waitName);
            seat.transfers = 0;
            const Coroutine::Handle handle = m_handles[next];
            handle.promise().seat = &seat;
            handle.resume();
            if (worker.stopped()) {
                m_queue->close();
                break;
            }
        }
        worker.waited(m_waitState, m_waitName);
    }
    void abandon() { m_queue->close(); }

    // The task is done: coroutines that waited for it alone become ready.
    void finish(Seat& seat, Task task) {
        seat.ready.clear();
        m_countdown.finish(
            task, seat.points, [&](Task ready) { seat.ready.push_back(number(ready.graph, ready.point)); });
        if (!seat.ready.empty()) m_queue->put(seat.worker.index(), seat.ready);
        seat.worker.note(m_counter, [&] { return m_queue->size(); });
    }
    void put(Seat& seat, std::uint32_t coroutine) { m_queue->put(seat.worker.index(), {&coroutine, 1}); }

    // What the thread of a coroutine that was just suspended does next: another coroutine, or its own loop.
    std::coroutine_handle<> next(Seat& seat) {
        std::uint32_t coroutine;
        if (!mayTransfer(seat) || !m_queue->tryTake(seat.worker.index(), coroutine)) return std::noop_coroutine();
        const Coroutine::Handle handle = m_handles[coroutine];
        handle.promise().seat = &seat;
        return handle;
    }
    // Without optimisation the compiler turns a transfer into a call: the loop must get control now and then, or the
    // stack runs out.
    bool mayTransfer(Seat& seat) const { return ++seat.transfers < 64 && !seat.worker.stopped(); }

  private:
    // Every thread makes its share of the coroutines; the first ones first.
    void makeShare(Seat& seat) {
        const auto bound = [&](int n) {
            return m_handles.size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(m_workers);
        };
        const int worker = seat.worker.index();
        std::vector<std::uint32_t> share;
        std::uint32_t graph = 0;
        for (std::size_t i = bound(worker); i < bound(worker + 1); ++i) {
            const auto coroutine = static_cast<std::uint32_t>(i);
            while (graph + 1 < m_base.size() && m_base[graph + 1] <= coroutine) ++graph;
            m_handles[i] = runPoint(*this, graph, coroutine - m_base[graph]).handle;
            share.push_back(coroutine);
        }
        if (m_stealing) std::reverse(share.begin(), share.end());  // what is put last is taken first
        if (!share.empty()) m_queue->put(worker, share);
    }

    const Workload& m_workload;
    const int m_workers;
    Countdown m_countdown;  // a task lacks its inputs, and its coroutine's arrival
    const bool m_stealing;
    const std::unique_ptr<ReadyQueue> m_queue;
    const NameId m_waitName;
    const State m_waitState;
    const CounterId m_counter;
    std::vector<std::uint32_t> m_base;  // number of a graph's first coroutine
    std::vector<Coroutine::Handle> m_handles;
    alignas(64)
        std::atomic<std::uint64_t> m_left;  // coroutines; every thread subtracts its own when it has nothing to do
};

// Awaits the inputs of a task; gives the seat of the thread that goes on.
struct Inputs {
    Scheduler& scheduler;
    Task task;
    Coroutine::Handle self = nullptr;

    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(Coroutine::Handle handle) {
        self = handle;
        // From arrive() on, another thread may resume the coroutine: nothing of it may be touched.
        Scheduler& here = scheduler;
        Seat& seat = *handle.promise().seat;
        const std::uint32_t number = handle.promise().number;
        if (!here.countdown().onlyOneLacking(task) && !here.countdown().arrive(task)) return here.next(seat);
        if (here.mayTransfer(seat)) return handle;
        here.put(seat, number);
        return std::noop_coroutine();
    }
    Seat& await_resume() const { return *self.promise().seat; }
};

Coroutine::promise_type::promise_type(const Scheduler& scheduler, std::uint32_t graph, std::uint32_t point)
    : number(scheduler.number(graph, point)) {}

std::coroutine_handle<> Coroutine::promise_type::Finished::await_suspend(
    std::coroutine_handle<promise_type> done) noexcept {
    Seat& here = *done.promise().seat;
    ++here.finished;
    return here.scheduler.next(here);
}

Coroutine runPoint(Scheduler& scheduler, std::uint32_t graphNumber, std::uint32_t point) {
    const TaskGraph& graph = scheduler.workload().graphs()[graphNumber];
    for (std::uint32_t step = 0; step < graph.steps(); ++step) {
        if (!graph.exists(step, point)) continue;
        const Task task{graphNumber, step, point};
        Inputs inputs{scheduler, task};
        Seat& seat = co_await inputs;
        seat.worker.run(task);
        if (seat.worker.stopped()) co_return;
        scheduler.finish(seat, task);
    }
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    Scheduler scheduler(execution);
    return runOnThreads(
        execution, outputs, [&](Worker& worker) { scheduler.work(worker); }, [&] { scheduler.abandon(); });
}

Result<> runScript(ScriptExecution& execution) {
    return runActorsAsCoroutines(execution, suspendingMakerOf(family, execution.options));
}

}  // namespace

namespace model {
extern const Model coroutines;
const Model coroutines = {
    .name = "coroutines",
    .title = "Coroutines",
    .summary = "A C++20 coroutine for every point awaits its inputs; a few threads resume whichever is ready",
    .family = "coroutine",
    .options = withConstructs(options, family),
    .runGraph = runGraph,
    .runScript = runScript,
    .constructs = family};
}  // namespace model

}  // namespace corelane
