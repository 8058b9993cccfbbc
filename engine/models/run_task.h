// The one function through which every model executes a task: it opens the span, checks that every input carries the
// stamp of the task it should come from, runs the kernel, stamps the output and closes the span. Correctness is checked while it
// is measured, and instrumentation cannot be forgotten.
#pragma once

#include "engine/record/recorder.h"
#include "workloads/workload.h"

#include <span>

namespace corelane {

// Scratch and digest of one worker; not shared between threads.
class TaskRunner {
  public:
    TaskRunner(const Workload&, WorkerLane&);
    ~TaskRunner();  // adds the digest and the number of tasks to the recorder's

    // `inputs` in ascending order of point. Returns at once, doing nothing, when a stop was requested.
    void run(Task, std::span<const Bytes> inputs, MutableBytes output);

  private:
    const Workload& m_workload;
    WorkerLane& m_lane;
    std::vector<std::byte> m_scratch;
    std::vector<std::uint16_t> m_names;
    Points m_points;
    std::uint64_t m_digest = 0, m_tasks = 0;
};

}  // namespace corelane
