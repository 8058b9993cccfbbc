#include "engine/models/rq_depths.h"

#include <fmt/format.h>

#include <algorithm>
#include <sys/timerfd.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

constexpr long restNanoseconds = 10'000'000;  // between two looks
constexpr std::size_t mostQueues = 16;        // a recording has 32 counters
constexpr std::string_view keyPrefix = "rq:queue:";

std::vector<std::string> separated(std::string_view names) {
    std::vector<std::string> found;
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        if (comma > 0) found.emplace_back(names.substr(0, comma));
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return found;
}

// The members of the set are keys already.
std::vector<std::string> allQueues(RedisConnection& redis) {
    std::vector<std::string> found;
    if (const RedisReply reply = redis.ask({"SMEMBERS", "rq:queues"}); reply != nullptr)
        for (const redisReply* const member : elementsOf(*reply))
            found.emplace_back(
                textOf(*member).starts_with(keyPrefix) ? textOf(*member).substr(keyPrefix.size()) : textOf(*member));
    std::ranges::sort(found);
    return found;
}

}  // namespace

RqDepths::RqDepths(std::unique_ptr<RedisConnection> redis, Descriptor timer)
    : m_redis(std::move(redis)), m_timer(std::move(timer)) {}

Result<std::unique_ptr<RqDepths>> RqDepths::open(
    std::unique_ptr<RedisConnection> redis, Recorder& recorder, std::string_view names) {
    std::vector<std::string> queues = names == "*" ? allQueues(*redis) : separated(names);
    if (queues.empty())
        return fail(
            Error::Kind::Missing,
            "RQ has no queues in the Redis server (the set rq:queues is empty); name one by the option rq, or set it "
            "to nothing");
    queues.resize(std::min(queues.size(), mostQueues));
    Descriptor timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    const timespec rest = {0, restNanoseconds};
    const itimerspec every = {rest, rest};
    if (timer) timerfd_settime(timer.get(), 0, &every, nullptr);
    std::unique_ptr<RqDepths> depths(new RqDepths(
        std::make_unique<RedisConnection>(
            RedisConnection::release(std::move(redis)), RedisConnection::Mode::NonBlocking),
        std::move(timer)));
    for (const std::string& queue : queues)
        depths->m_queues.push_back({fmt::format("{}{}", keyPrefix, queue), recorder.counter("rq: " + queue, "jobs")});
    return depths;
}

void RqDepths::watch(std::vector<pollfd>& into) const {
    if (m_redis->lost()) return;
    into.push_back({m_timer.get(), POLLIN, 0});
    into.push_back({m_redis->fd(), POLLIN, 0});
}

void RqDepths::advance(WorkerLane& lane) {
    while (const RedisReply reply = m_redis->next()) {
        if (reply->type == REDIS_REPLY_INTEGER) lane.counter(m_queues[m_next].counter, reply->integer);
        m_next = (m_next + 1) % m_queues.size();
    }
    std::uint64_t times = 0;
    if (read(m_timer.get(), &times, sizeof times) != sizeof times || m_redis->owed() > 0) return;
    for (const Queue& queue : m_queues) m_redis->add({"LLEN", queue.key});
    m_redis->flush();  // small: there is always room for it
}

}  // namespace corelane
