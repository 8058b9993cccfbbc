// Tasks and outputs as messages over a pair of byte streams a worker: pipes, or whatever else readv and writev work
// on. The engine keeps all outputs and hands out tasks as they become ready; it never blocks on a stream, so payloads
// of any size pass both ways at once. A payload is written from where it lies and read into where it belongs.
#pragma once

#include "engine/models/descriptor.h"
#include "engine/models/transport.h"

#include <memory>
#include <vector>

namespace corelane {

// Both directions of one worker. The engine's ends must not block, the worker's do.
struct StreamPair {
    Descriptor engineWrites, engineReads;
    Descriptor workerReads, workerWrites;
};

Result<std::unique_ptr<ParentEnd>> makeStreamParentEnd(Execution&, std::vector<StreamPair>);
Result<std::unique_ptr<WorkerEnd>> makeStreamWorkerEnd(Execution&, int readFrom, int writeTo, LaneLaps&);

// The largest message of a run, for sizing the streams' buffers.
std::size_t largestMessage(const Workload&);

}  // namespace corelane
