// Jobs as a stream, its workers a group of consumers: an entry is one consumer's until it acknowledges it.
#include "engine/models/job_queue.h"

#include <fmt/format.h>

namespace corelane {
namespace {

constexpr std::string_view group = "workers", field = "job", everything = "10000000";

std::string consumer(int worker) {
    return fmt::format("p{}", worker);
}

bool open(RedisConnection& redis) {
    const RedisReply made = redis.ask({"XGROUP", "CREATE", jobsKey, group, "0", "MKSTREAM"});
    return made != nullptr && made->type != REDIS_REPLY_ERROR;
}

void put(RedisConnection& redis, std::span<const std::string_view> messages) {
    for (const std::string_view message : messages) redis.add({"XADD", jobsKey, "*", field, message});
}

// An entry is [id, [field, message]]; one that was removed meanwhile has no fields.
void entries(const redisReply& list, std::vector<TakenJob>& into) {
    for (const redisReply* const entry : elementsOf(list)) {
        const auto parts = elementsOf(*entry);
        if (parts.size() != 2) continue;
        const auto fields = elementsOf(*parts[1]);
        if (fields.size() == 2) into.push_back({textOf(*parts[0]), textOf(*fields[1])});
    }
}

// The answer to XREADGROUP is [[key, entries]].
void taken(const redisReply& reply, std::vector<TakenJob>& into) {
    for (const redisReply* const stream : elementsOf(reply))
        if (const auto parts = elementsOf(*stream); parts.size() == 2) entries(*parts[1], into);
}

// Entries are read but once by ">", so they enter the stream anew.
int takeBack(RedisConnection& redis, int worker) {
    const RedisReply pending = redis.ask({"XPENDING", jobsKey, group, "-", "+", everything, consumer(worker)});
    if (pending == nullptr || pending->type != REDIS_REPLY_ARRAY) return -1;
    int jobs = 0;
    for (const redisReply* const one : elementsOf(*pending)) {
        const auto parts = elementsOf(*one);
        if (parts.empty()) continue;
        const std::string_view id = textOf(*parts[0]);
        const RedisReply found = redis.ask({"XRANGE", jobsKey, id, id});
        if (found == nullptr || found->type != REDIS_REPLY_ARRAY) return -1;
        std::vector<TakenJob> job;
        entries(*found, job);
        if (job.empty()) continue;
        for (const RedisReply& reply :
             {redis.ask({"XADD", jobsKey, "*", field, job.front().message}), redis.ask({"XACK", jobsKey, group, id}),
              redis.ask({"XDEL", jobsKey, id})})
            if (reply == nullptr || reply->type == REDIS_REPLY_ERROR) return -1;
        ++jobs;
    }
    return jobs;
}

int take(RedisConnection& redis, int worker, int most) {
    redis.add(
        {"XREADGROUP", "GROUP", group, consumer(worker), "COUNT", std::to_string(most), "BLOCK", "0", "STREAMS",
         jobsKey, ">"});
    return 1;
}

void done(RedisConnection& redis, int, std::span<const TakenJob> jobs) {
    std::vector<std::string_view> acknowledge = {"XACK", jobsKey, group}, remove = {"XDEL", jobsKey};
    for (const TakenJob& job : jobs) {
        acknowledge.push_back(job.id);
        remove.push_back(job.id);
    }
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
