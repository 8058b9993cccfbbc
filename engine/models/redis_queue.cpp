// Tasks as jobs in Redis, between the engine and worker processes: what a job queue such as RQ does.
#include "engine/models/fault_injection.h"
#include "engine/models/job_queue.h"
#include "engine/models/redis_jobs.h"
#include "engine/models/redis_server.h"
#include "engine/models/retries.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 2> workerKinds = {"resident", "fork"};

constexpr std::array<std::string_view, 6> faults = {"none",  "kill",  "kill_before_ack",
                                                    "pause", "delay", "kill_server"};

const Option options[] = {
    {"queue", Option::Type::Choice, jobQueueNames().front(),
     "how jobs wait: a list, from which LMOVE hands each to one worker, or a stream with a group of consumers",
     jobQueueNames()},
    {"worker", Option::Type::Choice, workerKinds.front(),
     "who runs a job: the worker itself, or a process that it forks for each", workerKinds},
    {"chunk", Option::Type::Int, std::int64_t{1}, "how many jobs a worker takes at a time", {}, 1, 64},
    {"url", Option::Type::Text, std::string_view(""),
     "where the Redis server is, as redis://127.0.0.1:6379 or unix:/run/redis/redis.sock; nothing: one of the run's "
     "own"},
    {"rq", Option::Type::Text, std::string_view(""),
     "queues of RQ in that server whose depth is shown: names with commas between them, or * for all"},
    retriesOption(3),
    {"expiry",
     Option::Type::Int,
     std::int64_t{3600},
     "seconds after which nothing is left in a server that is not the run's own, dead letters included",
     {},
     10,
     2'592'000},
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
};

const TransportKind redisTransport = {
    .name = "redis", .openParentEnd = openRedisParentEnd, .openWorkerEnd = openRedisWorkerEnd};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod("spawn"), redisTransport);
}

// What waits in the server is in its memory alone.
Promise promises(const Options& chosen) {
    const bool again = chosen.integer("retries") > 0 && faultPlan(chosen).kind != FaultKind::KillServer;
    return again ? Promise::AtLeastOnce : Promise::AtMostOnce;
}

std::string refuses(const Options& chosen, int workers) {
    const FaultPlan plan = faultPlan(chosen);
    if (plan.kind != FaultKind::None && plan.kind != FaultKind::KillServer && chosen.text("worker") == "fork")
        return "a fault of a worker needs one that stays; set worker to resident";
    const std::string& url = chosen.text("url");
    if (url.empty() && !chosen.text("rq").empty())
        return "a server of the run's own has no queues of RQ; set url to the one that has";
    if (!url.empty() && plan.kind == FaultKind::KillServer)
        return "the server at the url is not the run's to kill; set url to nothing";
    if (const auto address = parseRedisUrl(url); !url.empty() && !address) return address.error().message;
    return refuseFault(plan, workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

std::string unavailable() {
    if (!RedisServer::program().empty()) return {};
    return "the program redis-server is not on PATH; install it (apt-get install redis-server).";
}

std::string missing(const Options& chosen) {
    const std::string& url = chosen.text("url");
    if (url.empty()) return unavailable();
    const auto server = RedisServer::reach(url);
    return server ? std::string() : server.error().message + ".";
}

}  // namespace

namespace model {
extern const Model redis_queue;
const Model redis_queue = {
    .name = "redis_queue",
    .title = "Redis job queue",
    .summary = "Jobs wait in a Redis server, of the run's own or at a url; worker processes take them, and what one "
               "that dies had "
               "taken is done by another: at least once, while the server lives",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
    .unavailable = unavailable,
    .missing = missing,
    .transport = &redisTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
