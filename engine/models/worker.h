// A worker of the models that run in this process: its core, its lane, its scratch memory, and how it runs a task.
#pragma once

#include "engine/models/model.h"
#include "engine/models/outputs.h"
#include "engine/models/run_task.h"
#include "engine/record/own_thread.h"

#include <functional>
#include <span>
#include <vector>

namespace corelane {

// Made, used and destroyed by one thread.
class Worker {
  public:
    // Binds the thread to its core, opens the lane "w<index>" and records the time since `created`, when somebody
    // began to make this worker, as its start-up. From then on, what no other span covers is the model's own
    // overhead.
    Worker(Execution&, const Outputs&, int index, WorkerLane::Mark created);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    int index() const { return m_lane.index(); }
    // A task was not run, since the run is to stop: the worker need not look for more.
    bool stopped() const { return m_runner.stopped(); }

    void run(Task task) {
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        m_last = m_runner.run(task, inputs, m_outputs.output(task), m_lane.mark());
    }
    // The same, right after another one: both share a clock reading.
    void runNext(Task task) {
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        m_last = m_runner.run(task, inputs, m_outputs.output(task), m_last);
    }
    // The same; the time since the last task ended, or since the worker started, was a wait.
    void runAfterWait(Task task, State state, NameId name) {
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        const WorkerLane::Mark begin = m_lane.mark();
        m_lane.span(m_last, begin, state, name);
        m_last = m_runner.run(task, inputs, m_outputs.output(task), begin);
    }
    // A wait since the last task ended, or since the worker started, that ends without a task.
    void waited(State state, NameId name) {
        const WorkerLane::Mark now = m_lane.mark();
        m_lane.span(m_last, now, state, name);
        m_last = now;
    }
    // Like run(), for models whose runtime does not tell when a worker looks for work in vain: a gap longer than 2 us
    // since the last task counts as a wait, when `nothingReady()` says so.
    template <class NothingReady>
    void runAfterGap(Task task, State state, NameId name, NothingReady nothingReady) {
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        const WorkerLane::Mark begin = m_lane.mark();
        if (begin.ticks - m_last.ticks > m_gapTicks && nothingReady()) m_lane.span(m_last, begin, state, name);
        m_last = m_runner.run(task, inputs, m_outputs.output(task), begin);
    }

    // Notes the counter's value, if the last note is 20 us or longer ago. `value()` is called only then.
    template <class Value>
    void note(CounterId counter, Value value) {
        if (m_last.ticks - m_noted < m_noteTicks) return;
        m_noted = m_last.ticks;
        m_lane.counter(counter, value());
    }

  private:
    const Outputs& m_outputs;
    WorkerLane m_lane;
    TaskRunner m_runner;
    WorkerLane::Mark m_last;  // when the last task or wait ended
    Points m_points;
    std::vector<Bytes> m_inputs;
    std::uint64_t m_gapTicks, m_noteTicks, m_noted = 0;
};

// Makes a thread for each worker and calls work(worker) on it; returns when all have returned. The run's wall time is
// from before the first to after the last. When the system refuses a thread, `abandon` must make those that run
// return soon, and an error says what happened.
Result<> runOnThreads(
    Execution&, const Outputs&, const std::function<void(Worker&)>& work, const std::function<void()>& abandon);

}  // namespace corelane
