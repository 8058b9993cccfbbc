// How a task graph travels between the engine and child processes that it talks to as one talks to any program: by
// lines, or through the stages of a chain.
#pragma once

#include "engine/models/transport.h"
#include "engine/models/worker_order.h"

#include <memory>
#include <span>

namespace corelane {

// A conversation: a line with a task and its inputs to each child's standard input, a line with the output from its
// standard output.
Result<std::unique_ptr<ParentEnd>> openLineParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openLineWorkerEnd(Execution&, int worker, std::span<const int>, LaneLaps&);

// A chain: each child does every so many-th step, reads the outputs of the step before and writes its own, in order
// of graph and point; the engine takes what the last one writes and gives it to the first.
Result<std::unique_ptr<ParentEnd>> openStageParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openStageWorkerEnd(Execution&, int worker, std::span<const int>, LaneLaps&);

// A process for each task, which is waited for: `once PARENT ORDER RECORDER READ WRITE`, see task_process.cpp.
Result<> runTaskProcesses(Execution&);
int runTaskOnce(const WorkerOrder&, int recorder, int from, int to);

}  // namespace corelane
