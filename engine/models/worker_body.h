// What a worker process does, whichever way and from whichever program it was started. Kept apart from the table of
// models, so that a program with one model's workers links that model's libraries alone.
#pragma once

#include "engine/models/transport.h"
#include "engine/models/worker_order.h"
#include "engine/record/recorder.h"
#include "workloads/workload.h"

#include <memory>
#include <span>

namespace corelane {

Result<std::unique_ptr<Workload>> makeWorkload(const WorkerOrder&);

// Descriptors: the recorder's, then the transport's. Gives the exit status: 0 when the engine let the worker go; 1
// after saying on standard error what went wrong.
int runWorker(
    const WorkerOrder&, const Workload&, OpenWorkerEnd, int worker, WorkerLane::Mark called,
    std::span<const int> descriptors);

// The same for the process that serves workers. Descriptors: the recorder's, the control socket, then the
// transport's.
int runServer(
    const WorkerOrder&, int (*serve)(Execution&, int control, std::span<const int> descriptors),
    std::span<const int> descriptors);

}  // namespace corelane
