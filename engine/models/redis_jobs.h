// The two sides of the model redis_queue, and the messages between them. The engine puts every task that is ready
// into Redis, workers take them from there and put their results back; neither knows of the other.
#pragma once

#include "engine/models/transport.h"

#include <memory>

namespace corelane {

Result<std::unique_ptr<ParentEnd>> openRedisParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openRedisWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);

}  // namespace corelane
