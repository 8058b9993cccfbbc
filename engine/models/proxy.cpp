#include "engine/models/proxy.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace corelane {

std::optional<std::int64_t> Proxy::call(
    ProxyMethod method, std::uint64_t key, std::int64_t value, std::span<const std::byte> bytes,
    std::span<std::byte> into) {
    ProxyReply reply;
    if (!send({method, 0, key, value, bytes.size()}, bytes) || !read(&reply, sizeof reply)) return std::nullopt;
    m_received = reply.bytes;
    if (reply.bytes > into.size() || (reply.bytes > 0 && !read(into.data(), reply.bytes))) return std::nullopt;
    m_bytesMoved += sizeof reply + reply.bytes;
    return reply.value;
}

bool Proxy::send(const ProxyCall& call, std::span<const std::byte> bytes) {
    const std::size_t whole = sizeof call + bytes.size();
    for (std::size_t sent = 0; sent < whole;) {
        const std::size_t ofCall = std::min(sent, sizeof call), ofBytes = sent - ofCall;
        iovec pieces[2] = {
            {const_cast<char*>(reinterpret_cast<const char*>(&call)) + ofCall, sizeof call - ofCall},
            {const_cast<std::byte*>(bytes.data()) + ofBytes, bytes.size() - ofBytes}};
        msghdr message = {};
        message.msg_iov = pieces;
        message.msg_iovlen = bytes.empty() ? 1 : 2;
        const ssize_t moved = sendmsg(m_socket.get(), &message, MSG_NOSIGNAL);
        if (moved < 0 && errno != EINTR) return false;
        if (moved > 0) sent += static_cast<std::size_t>(moved);
    }
    m_bytesMoved += whole;
    return true;
}

bool Proxy::read(void* into, std::size_t size) {
    for (std::size_t got = 0; got < size;) {
        const ssize_t moved = recv(m_socket.get(), static_cast<char*>(into) + got, size - got, 0);
        if (moved == 0 || (moved < 0 && errno != EINTR)) return false;
        if (moved > 0) got += static_cast<std::size_t>(moved);
    }
    return true;
}

}  // namespace corelane
