// How jobs wait in Redis for a worker: as a list, or as a stream with a group of consumers. Either way a job that a
// worker has taken stays in Redis, as that worker's, until its result is there: what a dead worker had is done by
// another. One more way is one file that defines a JobQueue, and its name in job_queues.cpp.
#pragma once

#include "engine/models/redis_connection.h"
#include "engine/models/redis_keys.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct TakenJob {
    std::string_view id, message;  // within the reply they came with
    bool last = true;              // of the jobs that have this id
};

struct JobQueue {
    std::string_view name;

    // The engine's side, but for put() with a connection that blocks and owes nothing. False: the server refused, or
    // has gone.
    bool (*open)(RedisConnection&, const RedisKeys&);
    // Collects the commands that make the messages jobs; as many as `together` may be one worker's at once.
    void (*put)(RedisConnection&, const RedisKeys&, std::span<const std::string_view> messages, std::size_t together);
    // What the worker had taken and not said to be done, which is nobody's now; nothing: as open().
    std::optional<std::vector<std::string>> (*takeBack)(RedisConnection&, const RedisKeys&, int worker);

    // The worker's side. Collects the commands that take one job, which is waited for, and others that are there
    // already, `most` in all. Gives the number of replies.
    int (*take)(RedisConnection&, const RedisKeys&, int worker, int most);
    // The jobs in one of these replies.
    void (*taken)(const redisReply&, std::vector<TakenJob>& into);
    // Collects the commands that say that these jobs, the oldest ones that the worker has, are done.
    void (*done)(RedisConnection&, const RedisKeys&, int worker, std::span<const TakenJob> jobs);
};

std::span<const std::string_view> jobQueueNames();
const JobQueue* findJobQueue(std::string_view name);

}  // namespace corelane
