// Bytes of one connection of the distributed queue: what came and is not read yet, what is to leave. One thread.
#pragma once

#include "engine/models/queue_protocol.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <sys/socket.h>
#include <vector>

namespace corelane {

class IncomingBytes {
  public:
    enum class Received { Some, Nothing, End };
    // At most `most` bytes, of what is there; never blocks.
    Received receive(int socket, std::size_t most) {
        if (m_begin == m_bytes.size()) m_begin = 0, m_bytes.clear();
        if (m_begin > most)
            m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_begin)), m_begin = 0;
        const std::size_t had = m_bytes.size();
        m_bytes.resize(had + most);
        ssize_t got = 0;
        do got = recv(socket, m_bytes.data() + had, most, MSG_DONTWAIT);
        while (got < 0 && errno == EINTR);
        m_bytes.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got > 0) return Received::Some;
        return got < 0 && errno == EAGAIN ? Received::Nothing : Received::End;
    }
    std::span<const char> bytes() const { return std::span(m_bytes).subspan(m_begin); }
    void drop(std::size_t size) { m_begin += size; }

    template <class Struct>
    std::optional<Struct> peek() const {
        if (bytes().size() < sizeof(Struct)) return std::nullopt;
        Struct whole;
        std::memcpy(&whole, bytes().data(), sizeof whole);
        return whole;
    }

  private:
    std::vector<char> m_bytes;
    std::size_t m_begin = 0;
};

class OutgoingBytes {
  public:
    void add(const void* data, std::size_t size) {
        const char* const first = static_cast<const char*>(data);
        m_bytes.insert(m_bytes.end(), first, first + size);
    }
    void add(const QueueMessage& message, std::span<const char> behind = {}) {
        add(&message, sizeof message);
        add(behind.data(), behind.size());
    }
    // What there is room for now; false: the other side has gone.
    bool send(int socket) {
        while (size() > 0) {
            const ssize_t sent = ::send(socket, m_bytes.data() + m_begin, size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0) return errno == EAGAIN;
            m_begin += static_cast<std::size_t>(sent);
        }
        m_bytes.clear();
        m_begin = 0;
        return true;
    }
    std::size_t size() const { return m_bytes.size() - m_begin; }

  private:
    std::vector<char> m_bytes;
    std::size_t m_begin = 0;
};

}  // namespace corelane
