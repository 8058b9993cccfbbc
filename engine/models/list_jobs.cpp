// Jobs as a list. LMOVE hands a job over: it leaves the list of jobs and enters the worker's own in one step.
#include "engine/models/job_queue.h"

namespace corelane {
namespace {

void put(
    RedisConnection& redis, const RedisKeys& keys, std::span<const std::string_view> messages,
    std::size_t /*together*/) {
    std::vector<std::string_view> words = {"LPUSH", keys.jobs};
    words.insert(words.end(), messages.begin(), messages.end());
    redis.add(words);
}

// The oldest first.
std::optional<std::vector<std::string>> takeBack(RedisConnection& redis, const RedisKeys& keys, int worker) {
    std::vector<std::string> messages;
    for (;;) {
        const RedisReply taken = redis.ask({"RPOP", keys.taken(worker)});
        if (taken == nullptr || taken->type == REDIS_REPLY_ERROR) return std::nullopt;
        if (taken->type == REDIS_REPLY_NIL) return messages;
        messages.emplace_back(textOf(*taken));
    }
}

int take(RedisConnection& redis, const RedisKeys& keys, int worker, int most) {
    const std::string own = keys.taken(worker);
    redis.add({"BLMOVE", keys.jobs, own, "RIGHT", "LEFT", "0"});
    for (int more = 1; more < most; ++more) redis.add({"LMOVE", keys.jobs, own, "RIGHT", "LEFT"});
    return most;
}

void taken(const redisReply& reply, std::vector<TakenJob>& into) {
    if (reply.type == REDIS_REPLY_STRING) into.push_back({{}, textOf(reply)});
}

void done(RedisConnection& redis, const RedisKeys& keys, int worker, std::span<const TakenJob> jobs) {
    redis.add({"RPOP", keys.taken(worker), std::to_string(jobs.size())});
}

}  // namespace

extern const JobQueue listJobs;
const JobQueue listJobs = {
    .name = "list",
    .open = [](RedisConnection&, const RedisKeys&) { return true; },
    .put = put,
    .takeBack = takeBack,
    .take = take,
    .taken = taken,
    .done = done,
};

}  // namespace corelane
