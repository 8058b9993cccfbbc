// Objects that a process keeps for all others, reached by proxies: what Python's multiprocessing.Manager() gives.
#include "engine/models/proxy_ends.h"
#include "engine/models/worker_pool.h"

namespace corelane {
namespace {

const Option options[] = {
    {"start", Option::Type::Choice, startMethodNames().front(), "how worker processes are started",
     startMethodNames()},
};

const TransportKind proxyTransport = {
    .name = "proxy", .openParentEnd = openProxyParentEnd, .openWorkerEnd = openProxyWorkerEnd, .serve = serveObjects};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod(execution.options.text("start")), proxyTransport);
}

}  // namespace

namespace model {
extern const Model manager;
const Model manager = {
    .name = "manager",
    .title = "Manager and proxies",
    .summary = "A process keeps dict, list, namespace, queue and lock, and workers call it for everything they share",
    .family = "process",
    .options = options,
    .runGraph = runGraph,
    .transport = &proxyTransport,
};
}  // namespace model

}  // namespace corelane
