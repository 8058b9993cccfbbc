// Tasks as jobs in Redis, between the engine and worker processes: what a job queue such as RQ does.
#include "engine/models/fault_injection.h"
#include "engine/models/job_queue.h"
#include "engine/models/redis_jobs.h"
#include "engine/models/redis_server.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 2> workers = {"resident", "fork"};

constexpr std::array<std::string_view, 6> faults = {"none",  "kill",  "kill_before_ack",
                                                    "pause", "delay", "kill_server"};

const Option options[] = {
    {"queue", Option::Type::Choice, jobQueueNames().front(),
     "how jobs wait: a list, from which LMOVE hands each to one worker, or a stream with a group of consumers",
     jobQueueNames()},
    {"worker", Option::Type::Choice, workers.front(),
     "who runs a job: the worker itself, or a process that it forks for each", workers},
    {"chunk", Option::Type::Int, std::int64_t{1}, "how many jobs a worker takes at a time", {}, 1, 64},
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
Promise promises(const Options& options) {
    return faultPlan(options).kind == FaultKind::KillServer ? Promise::AtMostOnce : Promise::AtLeastOnce;
}

std::string refuses(const Options& options, int workers) {
    const FaultPlan plan = faultPlan(options);
    if (plan.kind != FaultKind::None && plan.kind != FaultKind::KillServer && options.text("worker") == "fork")
        return "a fault of a worker needs one that stays; set worker to resident";
    return refuseFault(plan, workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

std::string unavailable() {
    if (!RedisServer::program().empty()) return {};
    return "the program redis-server is not on PATH; install it (apt-get install redis-server).";
}

}  // namespace

namespace model {
extern const Model redis_queue;
const Model redis_queue = {
    .name = "redis_queue",
    .title = "Redis job queue",
    .summary = "Jobs wait in a Redis server of the run's own; worker processes take them, and what one that dies had "
               "taken is done by another: at least once, while the server lives",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
    .unavailable = unavailable,
    .transport = &redisTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
