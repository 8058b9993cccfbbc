// The three sides of the model manager: the process that keeps dict, list, namespace, queue and lock, workers that
// reach them by proxies, and the engine, which fills them and waits for the end.
#pragma once

#include "engine/models/transport.h"

#include <memory>
#include <span>

namespace corelane {

Result<std::unique_ptr<ParentEnd>> openProxyParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openProxyWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);
// `descriptors`: a socket for each client. The engine's are the first two, and its calls are no part of the run.
int serveObjects(Execution&, int control, std::span<const int> descriptors);

}  // namespace corelane
