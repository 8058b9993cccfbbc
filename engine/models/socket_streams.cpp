#include "engine/models/socket_streams.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>

namespace corelane {
namespace {

// Each end twice, for reading and for writing. Only the engine's must not block: an end is one open file, whoever
// holds it.
bool openPair(StreamPair& pair, int type) {
    int ends[2];
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0) return false;
    pair.engineWrites.reset(ends[0]);
    pair.workerReads.reset(ends[1]);
    pair.engineReads.reset(fcntl(ends[0], F_DUPFD_CLOEXEC, 0));
    pair.workerWrites.reset(fcntl(ends[1], F_DUPFD_CLOEXEC, 0));
    return pair.engineReads && pair.workerWrites && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

}  // namespace

Result<std::vector<StreamPair>> openSocketStreams(int workers, int type) {
    std::vector<StreamPair> pairs(static_cast<std::size_t>(workers));
    for (StreamPair& pair : pairs)
        if (!openPair(pair, type))
            return fail(
                Error::Kind::Io, fmt::format(
                                     "the sockets for {} workers could not be made ({}); use fewer workers or raise "
                                     "the limit on open files (ulimit -n)",
                                     workers, std::strerror(errno)));
    return pairs;
}

}  // namespace corelane
