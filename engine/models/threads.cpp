// Threads that own points: a worker runs its points step by step and waits for exactly the tasks it needs of others.
#include "engine/constructs/construct.h"
#include "engine/models/step_flags.h"
#include "engine/models/worker.h"
#include "engine/scripts/script_runs.h"

namespace corelane {
namespace {

constexpr std::string_view family = "threads";  // of constructs
constexpr std::string_view waits[] = {"spin_then_park", "park", "spin"};
constexpr std::string_view distributions[] = {"block", "cyclic"};

constexpr Option options[] = {
    {"wait", Option::Type::Choice, waits[0], "how a thread waits for an input that is not there yet", waits},
    {"distribution", Option::Type::Choice, distributions[0], "which points a thread owns: neighbours, or every n-th",
     distributions},
};

StepFlags::Wait waitOf(const Options& given) {
    const std::string& wait = given.text("wait");
    return wait == "park"   ? StepFlags::Wait::Park
           : wait == "spin" ? StepFlags::Wait::Spin
                            : StepFlags::Wait::SpinThenPark;
}

std::vector<std::vector<int>> ownersOf(const Workload& workload, int workers, bool cyclic) {
    std::vector<std::vector<int>> owners;
    for (const TaskGraph& graph : workload.graphs()) {
        auto& ofGraph = owners.emplace_back(graph.width());
        for (int worker = 0; !cyclic && worker < workers; ++worker) {
            const auto bound = [&](int n) {
                return std::uint64_t{graph.width()} * static_cast<unsigned>(n) / static_cast<unsigned>(workers);
            };
            for (std::uint64_t point = bound(worker); point < bound(worker + 1); ++point) ofGraph[point] = worker;
        }
        for (std::uint32_t point = 0; cyclic && point < graph.width(); ++point)
            ofGraph[point] = static_cast<int>(point % static_cast<std::uint32_t>(workers));
    }
    return owners;
}

// Where a worker is in one graph: its next task, and which of that task's inputs are known to be there.
class Cursor {
  public:
    Cursor(const TaskGraph& graph, std::uint32_t number, const std::vector<int>& owners, int worker)
        : m_graph(&graph), m_number(number) {
        for (std::uint32_t point = 0; point < owners.size(); ++point)
            if (owners[point] == worker) m_points.push_back(point);
        m_step = m_points.empty() ? graph.steps() : 0;
        settle();
    }
    bool finished() const { return m_step >= m_graph->steps(); }
    Task task() const { return {m_number, m_step, m_points[m_next]}; }

    bool ready(const StepFlags& flags) {
        for (; m_checked < m_inputs.size(); ++m_checked)
            if (!flags.reached(flags.slot(m_number, m_inputs[m_checked]), m_step)) return false;
        return true;
    }
    // What ready() found missing.
    StepFlags::Goal goal(const StepFlags& flags) const { return {flags.slot(m_number, m_inputs[m_checked]), m_step}; }
    void advance() {
        ++m_next;
        settle();
    }

  private:
    // Moves on to a task that exists.
    void settle() {
        for (; !finished(); m_next = 0, ++m_step)
            for (; m_next < m_points.size(); ++m_next)
                if (m_graph->exists(m_step, m_points[m_next])) {
                    m_graph->inputs(m_step, m_points[m_next], m_inputs);
                    m_checked = 0;
                    return;
                }
    }

    const TaskGraph* m_graph;
    std::uint32_t m_number;
    std::vector<std::uint32_t> m_points;  // the worker's own, ascending
    std::uint32_t m_step = 0;
    std::size_t m_next = 0, m_checked = 0;
    Points m_inputs;
};

// Several graphs take turns, a task each; the worker waits only when none of them can go on. Each graph advances in
// the order of steps under every worker, so that somebody always can.
void runPoints(Worker& worker, std::vector<Cursor> cursors, StepFlags& flags, NameId waitName) {
    std::vector<StepFlags::Goal> goals(cursors.size());
    bool waited = false;
    for (;;) {
        bool ran = false, finished = true;
        for (std::size_t i = 0; i < cursors.size(); ++i) {
            Cursor& cursor = cursors[i];
            goals[i] = {};
            if (cursor.finished()) continue;
            finished = false;
            if (!cursor.ready(flags)) {
                goals[i] = cursor.goal(flags);
                continue;
            }
            const Task task = cursor.task();
            if (waited)
                worker.runAfterWait(task, State::Lock, waitName);
            else
                worker.run(task);
            if (worker.stopped()) return flags.abandon();
            flags.publish(flags.slot(task.graph, task.point), task.step + 1);
            cursor.advance();
            ran = true;
            waited = false;
        }
        if (finished) return;
        if (ran) continue;
        waited = true;
        if (!flags.waitForAny(worker.index(), goals)) return;
    }
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const auto owners =
        ownersOf(execution.workload, execution.workers, execution.options.text("distribution") == "cyclic");
    const bool crowded = static_cast<std::size_t>(execution.workers) > execution.cores.size();
    StepFlags flags(owners, execution.workers, waitOf(execution.options), crowded);
    const NameId waitName = execution.recorder.name("wait for input");
    const auto work = [&](Worker& worker) {
        std::vector<Cursor> cursors;
        const auto graphs = execution.workload.graphs();
        for (std::uint32_t i = 0; i < graphs.size(); ++i)
            cursors.emplace_back(graphs[i], i, owners[i], worker.index());
        runPoints(worker, std::move(cursors), flags, waitName);
    };
    return runOnThreads(execution, outputs, work, [&] { flags.abandon(); });
}

Result<> runScript(ScriptExecution& execution) {
    return runActorsOnThreads(execution, makerOf(family, execution.options));
}

}  // namespace

namespace model {
extern const Model threads;
const Model threads = {
    .name = "threads",
    .title = "Threads",
    .summary = "Every thread owns a share of the points and waits for exactly the tasks it needs of other threads",
    .family = "thread",
    .options = withConstructs(options, family),
    .runGraph = runGraph,
    .runScript = runScript,
    .constructs = family,
    .actorsAreWorkers = true,
    .mostActors = maximumActorThreads};
}  // namespace model

}  // namespace corelane
