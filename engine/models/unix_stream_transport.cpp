// Transport unix_stream: a pair of connected unix sockets a worker, which carry bytes both ways.
#include "engine/models/socket_streams.h"

#include <sys/socket.h>

namespace corelane {

extern const TransportKind unixStreamTransport;
const TransportKind unixStreamTransport = {
    .name = "unix_stream",
    .openParentEnd = [](Execution& execution) -> Result<std::unique_ptr<ParentEnd>> {
        return makeStreamParentEnd(execution, TRY(openSocketStreams(execution.workers, SOCK_STREAM)));
    },
    .openWorkerEnd = [](Execution& execution, int worker, std::span<const int> descriptors,
                        LaneLaps& laps) { return makeStreamWorkerEnd(execution, worker, descriptors, laps); },
};

}  // namespace corelane
