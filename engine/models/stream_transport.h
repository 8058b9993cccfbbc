// Tasks and outputs as messages over a pair of streams a worker: pipes, sockets, or whatever else bytes can be
// written to and read from in order, in pieces or not. The engine keeps all outputs and hands out tasks as they
// become ready; it never blocks on a stream, so payloads of any size pass both ways at once. A payload is written
// from where it lies and read into where it belongs. What a worker that is lost had been given goes to others, as
// often as the option retries says.
#pragma once

#include "engine/models/transport.h"
#include "engine/record/descriptor.h"

#include <memory>
#include <span>
#include <sys/uio.h>
#include <vector>

namespace corelane {

// Both directions of one worker. The engine's ends must not block, the worker's do.
struct StreamPair {
    Descriptor engineWrites, engineReads;
    Descriptor workerReads, workerWrites;
};

// How bytes get into a stream and out of it: as writev() and readv() do.
struct StreamCalls {
    ssize_t (*write)(int fd, const iovec* pieces, int count) = writev;
    ssize_t (*read)(int fd, const iovec* pieces, int count) = readv;
    // Of streams that keep what was written at once together, and lose what a read has no room for: the most bytes of
    // one write. 0: bytes are bytes.
    std::size_t packet = 0;
    // Tells the worker that its stream ends, where closing it does not; what still waits there is lost. Or null.
    void (*sayEnd)(const StreamPair&) = nullptr;
};

Result<std::unique_ptr<ParentEnd>> makeStreamParentEnd(Execution&, std::vector<StreamPair>, const StreamCalls& = {});
// `descriptors`: the streams to read from and to write to.
Result<std::unique_ptr<WorkerEnd>> makeStreamWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&, const StreamCalls& = {});

// The largest message of a run, for sizing the streams' buffers.
std::size_t largestMessage(const Workload&);

}  // namespace corelane
