// The two sides of the model redis_queue, and the messages between them. The engine puts every task that is ready
// into Redis, workers take them from there and put their results back; neither knows of the other.
#pragma once

#include "engine/models/message_frame.h"
#include "engine/models/transport.h"

#include <cstdint>
#include <memory>

namespace corelane {

// A job is a MessageFrame and the inputs. A result is this and the output. Since a job may be done twice, by a worker
// that died before it could say so and by another, whoever takes the first result of a task adds up.
struct ResultFrame {
    MessageFrame frame;
    std::uint64_t digest = 0;
    std::uint32_t tasks = 0;  // 1; 0: the run was to stop, and there is no output
    std::uint32_t worker = 0;
};
static_assert(sizeof(ResultFrame) == 32);

Result<std::unique_ptr<ParentEnd>> openRedisParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openRedisWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);

}  // namespace corelane
