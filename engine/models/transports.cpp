#include "engine/models/transport.h"

#include <algorithm>
#include <array>

namespace corelane {

extern const TransportKind pipeTransport;
extern const TransportKind unixStreamTransport;
extern const TransportKind unixSeqpacketTransport;
extern const TransportKind messageQueueTransport;
extern const TransportKind sharedMemoryTransport;

namespace {

constexpr std::array<std::string_view, 5> names = {
    "pipe", "unix_stream", "unix_seqpacket", "message_queue", "shared_memory"};

}  // namespace

std::span<const std::string_view> transportNames() {
    return names;
}

const TransportKind* findTransport(std::string_view name) {
    static const std::array kinds = {
        &pipeTransport, &unixStreamTransport, &unixSeqpacketTransport, &messageQueueTransport,
        &sharedMemoryTransport};
    const auto found = std::ranges::find(kinds, name, [](const TransportKind* kind) { return kind->name; });
    if (found != kinds.end()) return *found;
    for (const Model* model : models())
        if (model->transport && model->transport->name == name) return model->transport;
    return nullptr;
}

}  // namespace corelane
