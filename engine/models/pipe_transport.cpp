// Transport pipe: two pipes a worker, enlarged to hold a message where the system allows it.
#include "engine/models/stream_transport.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace corelane {
namespace {

constexpr std::size_t defaultPipeBytes = 64 * 1024, largestPipeBytes = 1024 * 1024;

bool openPipe(Descriptor& reads, Descriptor& writes, std::size_t bytes) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    reads.reset(ends[0]);
    writes.reset(ends[1]);
    // Refused beyond the user's share of pipe memory: then it is only slower.
    if (bytes > defaultPipeBytes) fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(std::min(bytes, largestPipeBytes)));
    return true;
}

Result<std::unique_ptr<ParentEnd>> openParentEnd(Execution& execution) {
    const std::size_t bytes = 2 * largestMessage(execution.workload);
    std::vector<StreamPair> pairs(static_cast<std::size_t>(execution.workers));
    for (StreamPair& pair : pairs) {
        if (!openPipe(pair.workerReads, pair.engineWrites, bytes) ||
            !openPipe(pair.engineReads, pair.workerWrites, bytes))
            return fail(
                Error::Kind::Io, fmt::format(
                                     "the pipes for {} workers could not be made ({}); use fewer workers or raise "
                                     "the limit on open files (ulimit -n)",
                                     execution.workers, std::strerror(errno)));
        for (const Descriptor* end : {&pair.engineWrites, &pair.engineReads}) fcntl(end->get(), F_SETFL, O_NONBLOCK);
    }
    return makeStreamParentEnd(execution, std::move(pairs));
}

}  // namespace

extern const TransportKind pipeTransport;
const TransportKind pipeTransport = {
    .name = "pipe",
    .openParentEnd = openParentEnd,
    .openWorkerEnd = [](Execution& execution, int worker, std::span<const int> descriptors,
                        LaneLaps& laps) { return makeStreamWorkerEnd(execution, worker, descriptors, laps); },
};

}  // namespace corelane
