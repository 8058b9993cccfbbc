// Every task in order, step by step, on one thread: what every other model is measured against.
#include "engine/models/command_runs.h"
#include "engine/models/worker.h"
#include "engine/scripts/script_runs.h"

namespace corelane {
namespace {

void runEveryTask(const Workload& workload, Worker& worker) {
    const auto graphs = workload.graphs();
    for (std::uint32_t graph = 0; graph < graphs.size(); ++graph)
        for (std::uint32_t step = 0; step < graphs[graph].steps() && !worker.stopped(); ++step) {
            const std::uint32_t first = graphs[graph].offset(step), end = first + graphs[graph].widthAt(step);
            for (std::uint32_t point = first; point < end && !worker.stopped(); ++point)
                worker.run({graph, step, point});
        }
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload));
    execution.workers = 1;
    const auto work = [&](Worker& worker) { runEveryTask(execution.workload, worker); };
    return runOnThreads(execution, outputs, work, [] {});
}

// The actors' work without their waits: nobody is there to wait for.
Result<> runScript(ScriptExecution& execution) {
    return runActorsInOrder(execution);
}

// Each when the one before it has ended.
Result<> runCommandsInTurn(CommandExecution& execution) {
    return runCommands(execution, "wait");
}

}  // namespace

namespace model {
extern const Model serial;
const Model serial = {
    .name = "serial",
    .title = "Serial",
    .summary = "One thread runs every task in order: the time every other model is measured against",
    .family = "thread",
    .options = {},
    .runGraph = runGraph,
    .runScript = runScript,
    .runCommands = runCommandsInTurn,
    .oneWorker = true};
}  // namespace model

}  // namespace corelane
