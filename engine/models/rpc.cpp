// Tasks as remote procedure calls: every worker process is a gRPC server, and the engine calls it once for each task.
#include "engine/models/fault_injection.h"
#include "engine/models/retries.h"
#include "engine/models/rpc_calls.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 2> transports = {"unix_stream", "tcp"};
constexpr std::array<std::string_view, 6> faults = {"none", "kill", "kill_before_ack", "pause", "delay", "drop"};

const Option options[] = {
    {"calls", Option::Type::Int, std::int64_t{2}, "how many calls of a worker may be under way at once", {}, 1, 64},
    {"deadline",
     Option::Type::Int,
     std::int64_t{0},
     "milliseconds after which a call that has not been answered has failed; 0: it may take for ever",
     {},
     0,
     3'600'000},
    retriesOption(0),
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
    {"transport", Option::Type::Choice, transports.front(),
     "what a call travels over: a unix socket, or TCP on 127.0.0.1", transports},
};

const TransportKind rpcTransport = {
    .name = "rpc", .openParentEnd = openRpcParentEnd, .openWorkerEnd = openRpcWorkerEnd};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, *findStartMethod("spawn"), rpcTransport);
}

Promise promises(const Options& chosen) {
    return chosen.integer("retries") > 0 ? Promise::AtLeastOnce : Promise::AtMostOnce;
}

std::string refuses(const Options& chosen, int workers) {
    return refuseFault(
        faultPlan(chosen), workers,
        {chosen.integer("deadline") > 0, "set deadline to the milliseconds after which a call has failed"});
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
    .summary = "Every worker process is a gRPC server and each task a call, which is made at most once, or "
               "with retries at least once",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
#if defined(__SANITIZE_THREAD__)
    .unavailable = unavailable,
#endif
    .transport = &rpcTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
