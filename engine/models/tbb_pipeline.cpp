// A pipeline of oneTBB's: a serial stage takes the tasks step by step, a parallel one runs them, a serial one
// publishes them in the order they were taken. A task is taken when its inputs are published. As long as a step is
// wider than there are tokens, near neighbours always are, and the pipeline never stops between steps; where they are
// not, it drains and starts anew, so that no stage ever blocks.
#include "engine/models/step_tasks.h"
#include "engine/models/tbb_crew.h"
#include "engine/record/sanitizer_order.h"

#include <oneapi/tbb/parallel_pipeline.h>

#include <atomic>

namespace corelane {
namespace {

constexpr Option options[] = {
    {"tokens",
     Option::Type::Int,
     std::int64_t{0},
     "tasks that may be between the first and the last stage at once; 0: four for each worker",
     {},
     0,
     1e6},
};

class Pipeline {
  public:
    Pipeline(const TbbCrew& crew, const Outputs& outputs)
        : m_crew(crew), m_outputs(outputs), m_workload(crew.execution().workload), m_steps(stepsOf(m_workload)),
          m_width(tasksAt(m_workload, 0)),
          m_counter(crew.execution().recorder.counter("tokens in flight", "tokens")) {}

    void run() {
        const Execution& execution = m_crew.execution();
        const std::int64_t given = execution.options.integer("tokens");
        const auto tokens = static_cast<std::size_t>(given > 0 ? given : 4 * execution.workers);
        const auto stages =
            tbb::make_filter<void, TaskIndex>(
                tbb::filter_mode::serial_in_order,
                [this](tbb::flow_control& control) CORELANE_HANDED_OVER { return take(control); }) &
            tbb::make_filter<TaskIndex, TaskIndex>(
                tbb::filter_mode::parallel, [this](TaskIndex task) CORELANE_HANDED_OVER { return runTask(task); }) &
            tbb::make_filter<TaskIndex, void>(
                tbb::filter_mode::serial_in_order, [this](TaskIndex task) CORELANE_HANDED_OVER { publish(task); });
        while (m_step < m_steps && !execution.recorder.stopRequested()) {
            tbb::parallel_pipeline(tokens, stages);
            orderedAfter(this);
        }
    }

  private:
    // The first stage, by one thread at a time.
    TaskIndex take(tbb::flow_control& control) {
        orderedAfter(this);
        TaskIndex index = 0;
        if (m_step < m_steps && !m_crew.execution().recorder.stopRequested()) {
            const Task task = taskAt(m_workload, m_step, m_number);
            if (inputsPublished(task)) {
                index = m_workload.naming().index(task);
                orderedBefore(m_outputs.output(task).data());
                advance();
            }
        }
        if (index == 0) control.stop();
        orderedBefore(this);
        return index;
    }
    void advance() {
        m_taken.fetch_add(1, std::memory_order_relaxed);
        if (++m_number < m_width) return;
        m_stepBefore = m_stepStart;
        m_stepStart += m_width;
        m_number = 0;
        m_width = ++m_step < m_steps ? tasksAt(m_workload, m_step) : 0;
    }
    // Tasks are published in the order they are taken: the last input is enough.
    bool inputsPublished(Task task) {
        const std::uint64_t published = m_published.load(std::memory_order_acquire);
        if (published >= m_stepStart) return true;
        m_workload.graphs()[task.graph].inputs(task.step, task.point, m_inputs);
        return m_inputs.empty() || published > m_stepBefore + numberOf({task.graph, task.step - 1, m_inputs.back()});
    }
    // Of a task among those of its step.
    std::uint64_t numberOf(Task task) const {
        std::uint64_t number = 0;
        for (std::uint32_t graph = 0; graph < task.graph; ++graph)
            if (const TaskGraph& other = m_workload.graphs()[graph]; task.step < other.steps())
                number += other.widthAt(task.step);
        return number + task.point - m_workload.graphs()[task.graph].offset(task.step);
    }

    TaskIndex runTask(TaskIndex index) {
        const Task task = *m_workload.naming().task(index);
        const void* const token = m_outputs.output(task).data();
        orderedAfter(token);
        Worker& worker = m_crew.worker();
        // A stage costs less than a gap: it was a wait for a token.
        worker.runAfterGap(task, State::Idle, m_crew.idleName(), [] { return true; });
        worker.note(m_counter, [this] {
            return static_cast<std::int64_t>(
                m_taken.load(std::memory_order_relaxed) - m_published.load(std::memory_order_relaxed));
        });
        orderedBefore(token);
        return index;
    }

    // The last stage, by one thread at a time.
    void publish(TaskIndex index) {
        orderedAfter(m_outputs.output(*m_workload.naming().task(index)).data());
        m_published.fetch_add(1, std::memory_order_acq_rel);
    }

    const TbbCrew& m_crew;
    const Outputs& m_outputs;
    const Workload& m_workload;
    const std::uint32_t m_steps;
    // The next task to take, and how many there are before its step and before the step before.
    std::uint32_t m_step = 0, m_number = 0, m_width;
    std::uint64_t m_stepStart = 0, m_stepBefore = 0;
    Points m_inputs;
    const CounterId m_counter;
    std::atomic<std::uint64_t> m_taken{0};
    alignas(64) std::atomic<std::uint64_t> m_published{0};
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return runInArena(execution, outputs, [&](const TbbCrew& crew) { Pipeline(crew, outputs).run(); });
}

}  // namespace

namespace model {
extern const Model tbb_pipeline;
const Model tbb_pipeline = {
    .name = "tbb_pipeline",
    .title = "oneTBB pipeline",
    .summary = "A pipeline of oneTBB's: tasks are taken in order, run in parallel and published in order",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
