// A proxy: calls methods of objects that another process keeps, and waits for each reply. One thread.
#pragma once

#include "engine/models/proxy_calls.h"
#include "engine/record/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace corelane {

class Proxy {
  public:
    explicit Proxy(Descriptor socket) : m_socket(std::move(socket)) {}

    // The reply's value; nothing: whoever keeps the objects has gone. `bytes` go with the call, at most `into.size()`
    // come with the reply, and as many as came are in received().
    std::optional<std::int64_t> call(
        ProxyMethod, std::uint64_t key = 0, std::int64_t value = 0, std::span<const std::byte> bytes = {},
        std::span<std::byte> into = {});
    std::size_t received() const { return m_received; }
    std::uint64_t bytesMoved() const { return m_bytesMoved; }  // through the socket, both ways
    int fd() const { return m_socket.get(); }

    bool send(const ProxyCall&, std::span<const std::byte> bytes = {});  // without waiting for the reply

  private:
    bool read(void* into, std::size_t size);

    Descriptor m_socket;
    std::size_t m_received = 0;
    std::uint64_t m_bytesMoved = 0;
};

}  // namespace corelane
