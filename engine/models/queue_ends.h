// The three sides of the model distributed_queue: the engine puts every task that is ready into the queue server's
// queue, workers get them from there and send their results back; see queue_protocol.h.
#pragma once

#include "engine/models/transport.h"

#include <cstddef>
#include <memory>
#include <span>

namespace corelane {

Result<std::unique_ptr<ParentEnd>> openQueueParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openQueueWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);
int serveQueue(Execution&, int control, std::span<const int> descriptors);

}  // namespace corelane
