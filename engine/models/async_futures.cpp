// std::async, promises and futures: every worker is one std::async that owns a share of the points and runs through
// all steps; what it has done it tells by promises, and whoever needs that waits for the future.
#include "engine/models/step_tasks.h"
#include "engine/models/worker.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <future>
#include <system_error>

namespace corelane {
namespace {

constexpr std::string_view promises[] = {"share", "task"};

constexpr Option options[] = {
    {"promise", Option::Type::Choice, promises[0],
     "what a promise stands for: a worker's share of a step, or a single task", promises},
};

// Some 100 bytes each, made before the run.
constexpr std::uint64_t maximumPromises = 1'000'000;

class Shares {
  public:
    explicit Shares(Execution& execution)
        : m_workload(execution.workload), m_steps(stepsOf(m_workload)),
          m_workers(static_cast<std::uint32_t>(execution.workers)),
          m_perTask(execution.options.text("promise") == "task"), m_waitName(execution.recorder.name("future")) {}

    Result<> makePromises() {
        const std::uint64_t count =
            m_perTask ? std::uint64_t{m_workload.naming().count()} : std::uint64_t{m_steps} * m_workers;
        if (count > maximumPromises)
            return fail(
                Error::Kind::Invalid,
                fmt::format(
                    "async_futures would need {} promises and takes at most {}: {}", count, maximumPromises,
                    m_perTask ? "lower steps or width, or choose promise share"
                              : "lower steps or use fewer workers"));
        m_promises = std::vector<std::promise<void>>(count + 1);  // task indices begin at 1
        m_futures.reserve(count + 1);
        for (auto& promise : m_promises) m_futures.push_back(promise.get_future().share());
        return {};
    }

    void work(Worker& worker) {
        const auto own = static_cast<std::uint32_t>(worker.index());
        bool waited = false;  // since the worker's last task
        for (std::uint32_t step = 0; step < m_steps; ++step) {
            if (!m_perTask && !leaves(worker)) waited |= waitForShares(step, own);
            forShare(step, own, [&](Task task) {
                if (!leaves(worker)) {
                    if (m_perTask) waited |= waitForTasks(task, own);
                    if (waited)
                        worker.runAfterWait(task, State::Lock, m_waitName);
                    else
                        worker.run(task);
                    waited = false;
                }
                if (m_perTask) m_promises[m_workload.naming().index(task)].set_value();
            });
            if (!m_perTask) m_promises[step * m_workers + own].set_value();
        }
    }
    // Workers from `first` on will never be: nobody is to wait for them, nor to go on.
    void abandon(std::uint32_t first) {
        m_abandoned.store(true, std::memory_order_relaxed);
        for (std::uint32_t step = 0; step < m_steps; ++step)
            for (std::uint32_t worker = first; worker < m_workers; ++worker) {
                if (m_perTask)
                    forShare(
                        step, worker, [&](Task task) { m_promises[m_workload.naming().index(task)].set_value(); });
                else
                    m_promises[step * m_workers + worker].set_value();
            }
    }

  private:
    // A worker that leaves still keeps its promises, for those that wait.
    bool leaves(const Worker& worker) const {
        return worker.stopped() || m_abandoned.load(std::memory_order_relaxed);
    }

    // Worker w owns the points from width * w / workers on.
    std::uint32_t bound(const TaskGraph& graph, std::uint32_t worker) const {
        return static_cast<std::uint32_t>(std::uint64_t{graph.width()} * worker / m_workers);
    }
    std::uint32_t ownerOf(const TaskGraph& graph, std::uint32_t point) const {
        return static_cast<std::uint32_t>(((std::uint64_t{point} + 1) * m_workers - 1) / graph.width());
    }
    template <class Visit>
    void forShare(std::uint32_t step, std::uint32_t worker, Visit visit) const {
        const auto graphs = m_workload.graphs();
        for (std::uint32_t number = 0; number < graphs.size(); ++number) {
            const TaskGraph& graph = graphs[number];
            if (step >= graph.steps()) continue;
            const std::uint32_t first = graph.offset(step), end = first + graph.widthAt(step);
            const std::uint32_t last = std::min(end, bound(graph, worker + 1));
            for (std::uint32_t point = std::max(first, bound(graph, worker)); point < last; ++point)
                visit(Task{number, step, point});
        }
    }

    // True when it had to wait, as are the two below.
    static bool waitFor(const std::shared_future<void>& future) {
        if (future.wait_for(std::chrono::seconds(0)) == std::future_status::ready) return false;
        future.wait();
        return true;
    }
    bool waitForShares(std::uint32_t step, std::uint32_t own) const {
        std::uint64_t needed = 0;  // a bit a worker
        const std::uint64_t everybody = ~std::uint64_t{0} >> (64 - m_workers);
        Points inputs;
        forShare(step, own, [&](Task task) {
            if (needed == everybody) return;
            const TaskGraph& graph = m_workload.graphs()[task.graph];
            graph.inputs(task.step, task.point, inputs);
            for (const std::uint32_t point : inputs) needed |= std::uint64_t{1} << ownerOf(graph, point);
        });
        bool waited = false;
        for (std::uint32_t worker = 0; worker < m_workers; ++worker)
            if (worker != own && (needed >> worker & 1))
                waited |= waitFor(m_futures[(step - 1) * m_workers + worker]);
        return waited;
    }
    bool waitForTasks(Task task, std::uint32_t own) const {
        const TaskGraph& graph = m_workload.graphs()[task.graph];
        Points inputs;
        graph.inputs(task.step, task.point, inputs);
        bool waited = false;
        for (const std::uint32_t point : inputs)
            if (ownerOf(graph, point) != own)
                waited |= waitFor(m_futures[m_workload.naming().index({task.graph, task.step - 1, point})]);
        return waited;
    }

    const Workload& m_workload;
    const std::uint32_t m_steps, m_workers;
    const bool m_perTask;
    const NameId m_waitName;
    std::vector<std::promise<void>> m_promises;  // by step and worker, or by task index
    std::vector<std::shared_future<void>> m_futures;
    std::atomic<bool> m_abandoned{false};
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    Shares shares(execution);
    TRY(shares.makePromises());
    std::vector<std::future<void>> workers;
    Result<> result;
    execution.recorder.begin();
    for (int index = 0; index < execution.workers && result; ++index) {
        const WorkerLane::Mark created = markBefore(execution.recorder);
        try {
            workers.push_back(std::async(std::launch::async, [&, index, created] {
                Worker worker(execution, outputs, index, created);
                shares.work(worker);
            }));
        } catch (const std::system_error& error) {
            result = tl::unexpected(threadRefused(error, index, execution.workers));
            shares.abandon(static_cast<std::uint32_t>(index));
        }
    }
    for (auto& worker : workers) worker.get();
    execution.recorder.end();
    return result;
}

}  // namespace

namespace model {
extern const Model async_futures;
const Model async_futures = {
    .name = "async_futures",
    .title = "Futures",
    .summary = "Every worker is a std::async that owns a share of the points and waits for the futures of others",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
