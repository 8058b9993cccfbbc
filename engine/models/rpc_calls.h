// The two sides of the model rpc. A worker process is a gRPC server with one method; a call brings a task's inputs
// and returns its output. The bytes are a MessageFrame and payloads: no schema of gRPC's own is needed for them. Both
// sides hold one end of a connected unix socket: no port, no path, nobody else.
#pragma once

#include "engine/models/transport.h"

#include <grpc/grpc.h>
#include <memory>
#include <span>
#include <string>

namespace corelane {

inline const std::string runTaskMethod = "/corelane.Worker/RunTask", leaveMethod = "/corelane.Worker/Leave";

// What a side may send before the other has read: gRPC would find it out by probing, over milliseconds each time.
inline constexpr int windowBytes = 8 << 20;

// gRPC stays in use until the process ends: with its last object it would wait for a thread that polls, up to 10 s.
inline void keepGrpc() {
    static const bool kept = (grpc_init(), true);
    static_cast<void>(kept);
}

Result<std::unique_ptr<ParentEnd>> openRpcParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openRpcWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);

}  // namespace corelane
