// Transport unix_seqpacket: a pair of connected unix sockets a worker, which carry packets both ways: what was
// written at once is read at once, and small messages that leave together arrive together.
#include "engine/models/socket_streams.h"

#include <sys/socket.h>

namespace corelane {
namespace {

// Less than what a socket may hold by default, so that a packet never waits for an empty socket.
const StreamCalls calls = {.packet = std::size_t{64} * 1024};

}  // namespace

extern const TransportKind unixSeqpacketTransport;
const TransportKind unixSeqpacketTransport = {
    .name = "unix_seqpacket",
    .openParentEnd = [](Execution& execution) -> Result<std::unique_ptr<ParentEnd>> {
        return makeStreamParentEnd(execution, TRY(openSocketStreams(execution.workers, SOCK_SEQPACKET)), calls);
    },
    .openWorkerEnd = [](Execution& execution, int worker, std::span<const int> descriptors,
                        LaneLaps& laps) { return makeStreamWorkerEnd(execution, worker, descriptors, laps, calls); },
};

}  // namespace corelane
