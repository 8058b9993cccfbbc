// Tasks as remote procedure calls: every worker process is a gRPC server, and the engine calls it once for each task.
#include "engine/models/rpc_calls.h"
#include "engine/models/worker_pool.h"

namespace corelane {
namespace {

const Option options[] = {
    {"calls", Option::Type::Int, std::int64_t{2}, "how many calls of a worker may be under way at once", {}, 1, 64},
    {"deadline",
     Option::Type::Int,
     std::int64_t{0},
     "milliseconds after which a call that has not been answered fails the run; 0: it may take for ever",
     {},
     0,
     3'600'000},
};

const TransportKind rpcTransport = {
    .name = "rpc", .openParentEnd = openRpcParentEnd, .openWorkerEnd = openRpcWorkerEnd};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod("spawn"), rpcTransport);
}

#if defined(__SANITIZE_THREAD__)
std::string unavailable() {
    return "the thread sanitizer does not follow gRPC's own locks: Debian builds it without.";
}
#endif

}  // namespace

namespace model {
extern const Model rpc;
const Model rpc = {
    .name = "rpc",
    .title = "Remote procedure calls (gRPC)",
    .summary =
        "Every worker process is a gRPC server on a unix socket; each task is a call, and a call that fails is "
        "not made again",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
#if defined(__SANITIZE_THREAD__)
    .unavailable = unavailable,
#endif
    .transport = &rpcTransport,
};
}  // namespace model

}  // namespace corelane
