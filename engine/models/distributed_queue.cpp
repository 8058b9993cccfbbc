// Tasks in a queue that a server keeps at (address, port, key), for workers that come to it over TCP: what Python's
// multiprocessing.managers teaches.
#include "engine/models/fault_injection.h"
#include "engine/models/queue_ends.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 6> faults = {"none",  "kill",  "kill_before_ack",
                                                    "pause", "delay", "kill_server"};

const Option options[] = {
    {"capacity", Option::Type::Int, std::int64_t{64}, "how many tasks the queue holds", {}, 1, 65536},
    {"prefetch", Option::Type::Int, std::int64_t{1}, "how many tasks a worker takes at a time", {}, 1, 64},
    {"port", Option::Type::Int, std::int64_t{0}, "TCP port on 127.0.0.1, 0: one that is free", {}, 0, 65535},
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
};

const TransportKind queueTransport = {
    .name = "queue", .openParentEnd = openQueueParentEnd, .openWorkerEnd = openQueueWorkerEnd, .serve = serveQueue};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod("spawn"), queueTransport);
}

// The queue is in the server's memory alone.
Promise promises(const Options& chosen) {
    return faultPlan(chosen).kind == FaultKind::KillServer ? Promise::AtMostOnce : Promise::AtLeastOnce;
}

std::string refuses(const Options& chosen, int workers) {
    return refuseFault(
        faultPlan(chosen), workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

}  // namespace

namespace model {
extern const Model distributed_queue;
const Model distributed_queue = {
    .name = "distributed_queue",
    .title = "Distributed queue",
    .summary = "A server process keeps a queue at a port; worker processes prove the key, get tasks and put results, "
               "at least once, while the server lives",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
    .transport = &queueTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
