// How jobs wait in Redis for a worker: as a list, or as a stream with a group of consumers. Either way a job that a
// worker has taken stays in Redis, as that worker's, until its result is there: what a dead worker had is done by
// another. One more way is one file that defines a JobQueue, and its name in job_queues.cpp.
#pragma once

#include "engine/models/redis_connection.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

inline constexpr std::string_view jobsKey = "corelane:jobs", resultsKey = "corelane:results";

struct TakenJob {
    std::string_view id, message;  // within the reply they came with
};

struct JobQueue {
    std::string_view name;

    // The engine's side, all with a connection that blocks and owes nothing. False: the server refused, or has gone.
    bool (*open)(RedisConnection&);
    // Collects the commands that make the messages jobs.
    void (*put)(RedisConnection&, std::span<const std::string_view> messages);
    // What the worker had taken and not done may be taken by others; how many there were, or -1.
    int (*takeBack)(RedisConnection&, int worker);

    // The worker's side. Collects the commands that take one job, which is waited for, and up to most - 1 that are
    // there already. Gives the number of replies.
    int (*take)(RedisConnection&, int worker, int most);
    // The jobs in one of these replies.
    void (*taken)(const redisReply&, std::vector<TakenJob>& into);
    // Collects the commands that say that these jobs, the oldest ones that the worker has, are done.
    void (*done)(RedisConnection&, int worker, std::span<const TakenJob> jobs);
};

std::span<const std::string_view> jobQueueNames();
const JobQueue* findJobQueue(std::string_view name);

}  // namespace corelane
