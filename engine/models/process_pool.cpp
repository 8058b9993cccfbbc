// Worker processes that take tasks over a transport: pipes, sockets or message queues, through which the engine hands
// out tasks and takes outputs back, or memory they all share.
#include "engine/models/worker_pool.h"

namespace corelane {
namespace {

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
};

Result<> runGraph(Execution& execution) {
    const StartMethod* method = findStartMethod(execution.options.text("start"));
    const TransportKind* transport = findTransport(execution.options.text("transport"));
    CORELANE_ASSERT(method != nullptr && transport != nullptr);
    return runWorkerPool(execution, *method, *transport);
}

}  // namespace

namespace model {
extern const Model process_pool;
const Model process_pool = {
    .name = "process_pool",
    .title = "Process pool",
    .summary = "Worker processes take ready tasks through pipes from the engine, or out of memory that they share",
    .family = "process",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
