#include "engine/models/redis_connection.h"

#include "engine/trace/result.h"

#include <fcntl.h>
#include <new>
#include <sys/time.h>
#include <utility>

namespace corelane {

RedisConnection::RedisConnection(Descriptor socket, Mode mode) : m_blocking(mode == Mode::Blocking) {
    if (!m_blocking) fcntl(socket.get(), F_SETFL, O_NONBLOCK);
    m_context = redisConnectFd(socket.get());
    if (m_context == nullptr) throw std::bad_alloc();
    socket.release();
    if (!m_blocking) m_context->flags &= ~REDIS_BLOCK;
}

RedisConnection::~RedisConnection() {
    if (m_context != nullptr) redisFree(m_context);
}

void RedisConnection::add(std::span<const std::string_view> words) {
    m_words.clear();
    m_sizes.clear();
    for (const std::string_view word : words) {
        m_words.push_back(word.data());
        m_sizes.push_back(word.size());
    }
    m_lost = m_lost || redisAppendCommandArgv(
                           m_context, static_cast<int>(words.size()), m_words.data(), m_sizes.data()) != REDIS_OK;
    m_owed += 1;
}

bool RedisConnection::flush() {
    int all = 0;
    while (!m_lost && all == 0) {
        m_lost = redisBufferWrite(m_context, &all) != REDIS_OK;
        if (!m_blocking) break;
    }
    return !m_lost && all != 0;
}

RedisReply RedisConnection::next() {
    void* reply = nullptr;
    while (!m_lost) {
        if (redisGetReplyFromReader(m_context, &reply) != REDIS_OK) {
            m_lost = true;
            break;
        }
        if (reply != nullptr) break;
        // Without blocking nothing may have come: then the reader holds no more afterwards than before.
        const std::size_t before = m_context->reader->len;
        m_lost = redisBufferRead(m_context) != REDIS_OK;
        if (!m_blocking && m_context->reader->len == before) break;
    }
    if (reply != nullptr) m_owed -= 1;
    return RedisReply(static_cast<redisReply*>(reply));
}

void RedisConnection::setPatience(int seconds) {
    redisSetTimeout(m_context, {seconds, 0});
}

Descriptor RedisConnection::release(std::unique_ptr<RedisConnection> connection) {
    CORELANE_ASSERT(connection->m_owed == 0);
    return Descriptor(redisFreeKeepFd(std::exchange(connection->m_context, nullptr)));
}

}  // namespace corelane
