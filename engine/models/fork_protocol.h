// What the engine and its fork server say to each other over a SEQPACKET socket: one message, one packet.
#pragma once

#include "engine/record/descriptor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace corelane {

inline constexpr std::size_t maximumPassedDescriptors = 16;

struct ForkRequest {  // engine to server; a Start carries the worker's descriptors
    enum class Kind : std::uint32_t { Start, KillAll } kind = Kind::Start;
    std::int32_t worker = 0;
    std::uint64_t ticks = 0;
    std::uint32_t core = 0;
    std::uint32_t descriptors = 0;  // how many come with it
};

struct ForkReport {  // server to engine
    enum class Kind : std::uint32_t { Started, Refused, Ended } kind = Kind::Started;
    std::int32_t worker = 0;
    std::int32_t pid = 0;
    std::int32_t status = 0;  // Ended: as from waitpid(); Refused: an errno
};

// One whole packet; false when the other end has gone.
bool sendPacket(int socket, std::span<const std::byte> packet, std::span<const int> descriptors = {});

enum class Received { Packet, Nothing, Closed };
// Nothing: none has come yet (and `wait` is false). A packet of another size counts as Closed.
Received receivePacket(int socket, std::span<std::byte> packet, std::vector<Descriptor>* descriptors, bool wait);

template <class Message>
std::span<const std::byte> packetOf(const Message& message) {
    static_assert(std::is_trivially_copyable_v<Message>);
    return std::as_bytes(std::span(&message, 1));
}

template <class Message>
std::span<std::byte> packetInto(Message& message) {
    static_assert(std::is_trivially_copyable_v<Message>);
    return std::as_writable_bytes(std::span(&message, 1));
}

}  // namespace corelane
