// Jobs as a stream, its workers a group of consumers: an entry is one consumer's until it acknowledges it. What a
// stream costs is by the entry (XADD, the list of what is pending, XACK, XDEL), so that jobs which a worker would
// take at once anyway share one.
#include "engine/models/job_queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {
namespace {

constexpr std::string_view group = "workers", field = "job", everything = "10000000";

std::string consumer(int worker) {
    return fmt::format("p{}", worker);
}

bool open(RedisConnection& redis, const RedisKeys& keys) {
    const RedisReply made = redis.ask({"XGROUP", "CREATE", keys.jobs, group, "0", "MKSTREAM"});
    return made != nullptr && made->type != REDIS_REPLY_ERROR;
}

void put(
    RedisConnection& redis, const RedisKeys& keys, std::span<const std::string_view> messages, std::size_t together) {
    std::vector<std::string_view> words;
    while (!messages.empty()) {
        const auto entry = messages.first(std::min(together, messages.size()));
        messages = messages.subspan(entry.size());
        words.assign({"XADD", keys.jobs, "*"});
        for (const std::string_view message : entry) words.insert(words.end(), {field, message});
        redis.add(words);
    }
}

// An entry is [id, [field, message, field, message ...]]; one that was removed meanwhile has no fields.
void entries(const redisReply& list, std::vector<TakenJob>& into) {
    for (const redisReply* const entry : elementsOf(list)) {
        const auto parts = elementsOf(*entry);
        if (parts.size() != 2) continue;
        const auto fields = elementsOf(*parts[1]);
        for (std::size_t i = 1; i < fields.size(); i += 2)
            into.push_back({textOf(*parts[0]), textOf(*fields[i]), i + 2 >= fields.size()});
    }
}

// The answer to XREADGROUP is [[key, entries]].
void taken(const redisReply& reply, std::vector<TakenJob>& into) {
    for (const redisReply* const stream : elementsOf(reply))
        if (const auto parts = elementsOf(*stream); parts.size() == 2) entries(*parts[1], into);
}

std::optional<std::vector<std::string>> takeBack(RedisConnection& redis, const RedisKeys& keys, int worker) {
    const RedisReply pending = redis.ask({"XPENDING", keys.jobs, group, "-", "+", everything, consumer(worker)});
    if (pending == nullptr || pending->type != REDIS_REPLY_ARRAY) return std::nullopt;
    std::vector<std::string> messages;
    for (const redisReply* const one : elementsOf(*pending)) {
        const auto parts = elementsOf(*one);
        if (parts.empty()) continue;
        const std::string_view id = textOf(*parts[0]);
        const RedisReply found = redis.ask({"XRANGE", keys.jobs, id, id});
        if (found == nullptr || found->type != REDIS_REPLY_ARRAY) return std::nullopt;
        std::vector<TakenJob> jobs;
        entries(*found, jobs);
        for (const TakenJob& job : jobs) messages.emplace_back(job.message);
        for (const RedisReply& reply :
             {redis.ask({"XACK", keys.jobs, group, id}), redis.ask({"XDEL", keys.jobs, id})})
            if (reply == nullptr || reply->type == REDIS_REPLY_ERROR) return std::nullopt;
    }
    return messages;
}

// One entry: it holds as many jobs as may be taken at once.
int take(RedisConnection& redis, const RedisKeys& keys, int worker, int /*most*/) {
    redis.add(
        {"XREADGROUP", "GROUP", group, consumer(worker), "COUNT", "1", "BLOCK", "0", "STREAMS", keys.jobs, ">"});
    return 1;
}

void done(RedisConnection& redis, const RedisKeys& keys, int, std::span<const TakenJob> jobs) {
    std::vector<std::string_view> acknowledge = {"XACK", keys.jobs, group}, remove = {"XDEL", keys.jobs};
    for (const TakenJob& job : jobs) {
        if (!job.last) continue;
        acknowledge.push_back(job.id);
        remove.push_back(job.id);
    }
    if (remove.size() == 2) return;
    redis.add(acknowledge);
    redis.add(remove);
}

}  // namespace

extern const JobQueue streamJobs;
const JobQueue streamJobs = {
    .name = "stream",
    .open = open,
    .put = put,
    .takeBack = takeBack,
    .take = take,
    .taken = taken,
    .done = done,
};

}  // namespace corelane
