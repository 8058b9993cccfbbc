// The one function through which every model executes a task: it opens the span, checks that every input carries the
// stamp of the task it should come from, runs the kernel, stamps the output and closes the span. Correctness is
// checked while it is measured, and instrumentation cannot be forgotten.
#pragma once

#include "engine/record/recorder.h"
#include "workloads/workload.h"

#include <span>
#include <utility>
#include <vector>

namespace corelane {

// Scratch and digest of one worker; not shared between threads.
class TaskRunner {
  public:
    TaskRunner(const Workload&, WorkerLane&);
    ~TaskRunner();  // adds the digest and the number of tasks to the recorder's
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    // `inputs` in ascending order of point. Returns at once, doing nothing, when a stop was requested.
    void run(Task task, std::span<const Bytes> inputs, MutableBytes output) {
        run(task, inputs, output, m_lane.mark());
    }

    // The same when the caller has read the clock already, since a wait ended there. Returns when the task ended,
    // which may begin the next wait: consecutive spans share one clock reading.
    WorkerLane::Mark run(Task, std::span<const Bytes> inputs, MutableBytes output, WorkerLane::Mark begin);

    // True once run() has found that a stop was requested: there is nothing left to do.
    bool stopped() const { return m_stopped; }

    // What it would add to the recorder's, and now does not: whoever takes it sees to it.
    struct Sums {
        std::uint64_t tasks = 0, digest = 0;
    };
    Sums take() { return {std::exchange(m_tasks, 0), std::exchange(m_digest, 0)}; }

  private:
    void verify(Task, std::span<const Bytes> inputs);
    void fault(Task, const std::string& what);

    const Workload& m_workload;
    WorkerLane& m_lane;
    std::vector<std::byte> m_scratch;
    std::vector<NameId> m_names;  // of spans, by graph
    Points m_points;
    std::uint64_t m_digest = 0, m_tasks = 0;
    bool m_stopped = false;
};

}  // namespace corelane
