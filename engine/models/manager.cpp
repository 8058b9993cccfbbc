// Objects that a process keeps for all others, reached by proxies: what Python's multiprocessing.Manager() gives.
#include "engine/models/fault_injection.h"
#include "engine/models/proxy_ends.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 6> faults = {"none",  "kill",  "kill_before_ack",
                                                    "pause", "delay", "kill_server"};

const Option options[] = {
    {"start", Option::Type::Choice, startMethodNames().front(), "how worker processes are started",
     startMethodNames()},
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
};

const TransportKind proxyTransport = {
    .name = "proxy", .openParentEnd = openProxyParentEnd, .openWorkerEnd = openProxyWorkerEnd, .serve = serveObjects};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod(execution.options.text("start")), proxyTransport);
}

// A worker that is lost may have held the lock over half of a change: nobody can go on.
Promise promises(const Options&) {
    return Promise::AtMostOnce;
}

std::string refuses(const Options& chosen, int workers) {
    return refuseFault(
        faultPlan(chosen), workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

}  // namespace

namespace model {
extern const Model manager;
const Model manager = {
    .name = "manager",
    .title = "Manager and proxies",
    .summary =
        "A process keeps dict, list, namespace, queue and lock, and workers call it for everything they share; "
        "a task runs at most once",
    .family = "process",
    .options = options,
    .runGraph = runGraph,
    .transport = &proxyTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
