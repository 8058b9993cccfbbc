// One connection to a Redis server, over a socket that is connected already. Commands are collected and sent
// together, replies come in the order of the commands. One thread.
#pragma once

#include "engine/record/descriptor.h"

#include <cstddef>
#include <hiredis/hiredis.h>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct FreeRedisReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using RedisReply = std::unique_ptr<redisReply, FreeRedisReply>;

class RedisConnection {
  public:
    enum class Mode { Blocking, NonBlocking };
    RedisConnection(Descriptor socket, Mode);
    ~RedisConnection();
    RedisConnection(const RedisConnection&) = delete;
    RedisConnection& operator=(const RedisConnection&) = delete;

    int fd() const { return m_context->fd; }
    bool lost() const { return m_lost; }         // the server, or this socket, has gone
    std::size_t owed() const { return m_owed; }  // replies that are still to come

    // Collects a command; its words may hold any bytes and are copied.
    void add(std::span<const std::string_view> words);
    void add(std::initializer_list<std::string_view> words) { add(std::span(words.begin(), words.size())); }
    // Sends what was collected. True: all of it; false: no room now (NonBlocking), or lost().
    bool flush();
    // The next reply; null: none has come yet (NonBlocking), or lost().
    RedisReply next();
    // Of a blocking connection that owes nothing.
    RedisReply ask(std::initializer_list<std::string_view> words) {
        add(words);
        return flush() ? next() : nullptr;
    }
    // Gives up; a blocking next() that waits longer than that is lost.
    void setPatience(int seconds);

    static Descriptor release(std::unique_ptr<RedisConnection>);  // the socket goes on without it

  private:
    redisContext* m_context;
    bool m_blocking, m_lost = false;
    std::size_t m_owed = 0;
    std::vector<const char*> m_words;
    std::vector<std::size_t> m_sizes;
};

inline std::string_view textOf(const redisReply& reply) {
    return reply.str ? std::string_view(reply.str, reply.len) : std::string_view();
}
inline std::span<redisReply* const> elementsOf(const redisReply& reply) {
    return reply.type == REDIS_REPLY_ARRAY ? std::span(reply.element, reply.elements)
                                           : std::span<redisReply* const>();
}

}  // namespace corelane
