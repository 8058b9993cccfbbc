// Worker processes that take tasks over a transport: pipes, sockets or message queues, through which the engine hands
// out tasks and takes outputs back, or memory they all share.
#include "engine/models/fault_injection.h"
#include "engine/models/retries.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 5> faults = {"none", "kill", "kill_before_ack", "pause", "delay"};

const Option options[] = {
    {"start", Option::Type::Choice, startMethodNames().front(),
     "how a worker process is made: the program executed afresh, or forked from a server that was",
     startMethodNames()},
    {"transport", Option::Type::Choice, transportNames().front(),
     "how tasks and outputs travel: as messages through pipes, sockets or queues of the kernel, or not at all, in "
     "memory "
     "that all share",
     transportNames()},
    {"chunk", Option::Type::Int, std::int64_t{1}, "how many tasks a worker takes at a time", {}, 1, 64},
    retriesOption(0),
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
};

Result<> runGraph(Execution& execution) {
    const StartMethod* method = findStartMethod(execution.options.text("start"));
    const TransportKind* transport = findTransport(execution.options.text("transport"));
    CORELANE_ASSERT(method != nullptr && transport != nullptr);
    return runWorkerPool(execution, *method, *transport);
}

Promise promises(const Options& chosen) {
    return chosen.integer("retries") > 0 ? Promise::AtLeastOnce : Promise::AtMostOnce;
}

std::string refuses(const Options& chosen, int workers) {
    if (chosen.integer("retries") > 0 && chosen.text("transport") == "shared_memory")
        return "in shared memory nobody knows which task a lost worker had; set retries to 0, or take another "
               "transport";
    return refuseFault(
        faultPlan(chosen), workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

}  // namespace

namespace model {
extern const Model process_pool;
const Model process_pool = {
    .name = "process_pool",
    .title = "Process pool",
    .summary = "Worker processes take ready tasks through pipes from the engine, or out of memory that they share; a "
               "task runs at most once, or with retries at least once",
    .family = "process",
    .options = options,
    .runGraph = runGraph,
    .promises = promises,
    .refuses = refuses};
}  // namespace model

}  // namespace corelane
