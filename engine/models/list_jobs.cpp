// Jobs as a list. LMOVE hands a job over: it leaves the list of jobs and enters the worker's own in one step.
#include "engine/models/job_queue.h"

#include <fmt/format.h>

namespace corelane {
namespace {

std::string takenKey(int worker) {
    return fmt::format("corelane:taken:{}", worker);
}

void put(RedisConnection& redis, std::span<const std::string_view> messages) {
    std::vector<std::string_view> words = {"LPUSH", jobsKey};
    words.insert(words.end(), messages.begin(), messages.end());
    redis.add(words);
}

int takeBack(RedisConnection& redis, int worker) {
    for (int jobs = 0;; ++jobs) {
        const RedisReply moved = redis.ask({"LMOVE", takenKey(worker), jobsKey, "LEFT", "RIGHT"});
        if (moved == nullptr || moved->type == REDIS_REPLY_ERROR) return -1;
        if (moved->type == REDIS_REPLY_NIL) return jobs;
    }
}

int take(RedisConnection& redis, int worker, int most) {
    const std::string own = takenKey(worker);
    redis.add({"BLMOVE", jobsKey, own, "RIGHT", "LEFT", "0"});
    for (int more = 1; more < most; ++more) redis.add({"LMOVE", jobsKey, own, "RIGHT", "LEFT"});
    return most;
}

void taken(const redisReply& reply, std::vector<TakenJob>& into) {
    if (reply.type == REDIS_REPLY_STRING) into.push_back({{}, textOf(reply)});
}

void done(RedisConnection& redis, int worker, std::span<const TakenJob> jobs) {
    redis.add({"RPOP", takenKey(worker), std::to_string(jobs.size())});
}

}  // namespace

extern const JobQueue listJobs;
const JobQueue listJobs = {
    .name = "list",
    .open = [](RedisConnection&) { return true; },
    .put = put,
    .takeBack = takeBack,
    .take = take,
    .taken = taken,
    .done = done,
};

}  // namespace corelane
