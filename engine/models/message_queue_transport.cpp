// Transport message_queue: two POSIX message queues a worker. The kernel keeps few and small messages for a user, so
// that a larger one of ours leaves in pieces. A queue has no end: an empty message says that there will be no more.
#include "engine/models/stream_transport.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/resource.h>
#include <unistd.h>

namespace corelane {
namespace {

constexpr std::size_t largestPacket = 8192;  // what the kernel allows anybody by default
constexpr std::size_t smallestPacket = 512;
constexpr long packetsKept = 4;
constexpr std::size_t kernelsOwn = 192;  // about, for each message kept

ssize_t writeMessage(int queue, const iovec* pieces, int count) {
    std::array<char, largestPacket> message;
    std::size_t bytes = 0;
    for (const iovec* piece = pieces; piece != pieces + count; ++piece) {
        std::memcpy(message.data() + bytes, piece->iov_base, piece->iov_len);
        bytes += piece->iov_len;
    }
    return mq_send(queue, message.data(), bytes, 0) == 0 ? static_cast<ssize_t>(bytes) : -1;
}

ssize_t readMessage(int queue, const iovec* pieces, int count) {
    std::array<char, largestPacket> message;
    const ssize_t got = mq_receive(queue, message.data(), message.size(), nullptr);
    std::size_t done = 0;
    for (const iovec* piece = pieces; got > 0 && piece != pieces + count; ++piece) {
        const std::size_t bytes = std::min(piece->iov_len, static_cast<std::size_t>(got) - done);
        std::memcpy(piece->iov_base, message.data() + done, bytes);
        done += bytes;
    }
    return got > 0 ? static_cast<ssize_t>(done) : got;
}

// Half of what the user may have, shared out: another run may go on beside this one.
std::size_t packetFor(int workers) {
    rlimit limit{};
    if (getrlimit(RLIMIT_MSGQUEUE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return largestPacket;
    const std::size_t each = limit.rlim_cur / 2 / (2 * static_cast<std::size_t>(workers)) / packetsKept;
    const std::size_t packet = each > kernelsOwn ? (each - kernelsOwn) / 16 * 16 : 0;
    return std::clamp(packet, smallestPacket, largestPacket);
}

// Opened twice, since one end must not block; its name is gone before anybody else can learn it.
bool openQueue(Descriptor& reads, Descriptor& writes, int number, std::size_t packet, int readFlags, int writeFlags) {
    const std::string name = fmt::format("/corelane-{}-{}", getpid(), number);
    mq_attr attributes = {};
    attributes.mq_maxmsg = packetsKept;
    attributes.mq_msgsize = static_cast<long>(packet);
    mq_unlink(name.c_str());  // of a process of this number that was killed here
    reads.reset(mq_open(name.c_str(), O_RDONLY | O_CREAT | O_EXCL | readFlags, 0600, &attributes));
    if (!reads) return false;
    writes.reset(mq_open(name.c_str(), O_WRONLY | writeFlags));
    const int refused = errno;
    mq_unlink(name.c_str());
    errno = refused;
    return static_cast<bool>(writes);
}

void sayEnd(const StreamPair& streams) {
    std::array<char, largestPacket> message;
    const timespec past = {};  // without waiting, whatever the worker's end does
    while (mq_timedreceive(streams.workerReads.get(), message.data(), message.size(), nullptr, &past) >= 0) {}
    mq_send(streams.engineWrites.get(), "", 0, 0);
}

Result<std::unique_ptr<ParentEnd>> openParentEnd(Execution& execution) {
    const std::size_t packet = packetFor(execution.workers);
    std::vector<StreamPair> pairs(static_cast<std::size_t>(execution.workers));
    int number = 0;
    for (StreamPair& pair : pairs)
        if (!openQueue(pair.workerReads, pair.engineWrites, number++, packet, 0, O_NONBLOCK) ||
            !openQueue(pair.engineReads, pair.workerWrites, number++, packet, O_NONBLOCK, 0))
            return fail(
                Error::Kind::Io,
                fmt::format(
                    "the message queues for {} workers could not be made ({}); use fewer workers, or "
                    "raise the limits on message queues and open files (ulimit -q, ulimit -n)",
                    execution.workers, std::strerror(errno)));
    return makeStreamParentEnd(
        execution, std::move(pairs),
        {.write = writeMessage, .read = readMessage, .packet = packet, .sayEnd = sayEnd});
}

Result<std::unique_ptr<WorkerEnd>> openWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    mq_attr attributes = {};
    if (descriptors.empty() || mq_getattr(descriptors[0], &attributes) != 0 || attributes.mq_msgsize <= 0)
        return fail(
            Error::Kind::Format, "a worker was not given its message queues; workers are started by models only");
    return makeStreamWorkerEnd(
        execution, worker, descriptors, laps,
        {.write = writeMessage, .read = readMessage, .packet = static_cast<std::size_t>(attributes.mq_msgsize)});
}

}  // namespace

extern const TransportKind messageQueueTransport;
const TransportKind messageQueueTransport = {
    .name = "message_queue", .openParentEnd = openParentEnd, .openWorkerEnd = openWorkerEnd};

}  // namespace corelane
