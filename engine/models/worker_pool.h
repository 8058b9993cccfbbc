// Runs a workload on worker processes: starts them, watches them, and takes part in nothing else. What the models
// share whose tasks run in other processes.
#pragma once

#include "engine/models/model.h"
#include "engine/models/start_method.h"
#include "engine/models/transport.h"
#include "engine/trace/result.h"

namespace corelane {

// Returns when every worker has left, of its own or killed. On a thread of its own, shown as the lane "parent".
Result<> runWorkerPool(Execution&, const StartMethod&, const TransportKind&);

}  // namespace corelane
