// Programs started as child processes: one at a time and to its end, a chain of them through pipes, or one that stays
// and is talked to line by line. Of task graphs the children are this program's own workers.
#include "engine/models/command_runs.h"
#include "engine/models/subprocess_ends.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 3> ways = {"chain", "conversation", "wait"};

const Option options[] = {
    {"talk", Option::Type::Choice, ways.front(),
     "all at once, each reading what the one before it writes; started once and talked to line by line; or each "
     "started for one thing and waited for",
     ways},
};

bool talks(const Execution& execution, std::string_view how) {
    return execution.options.text("talk") == how;
}

const TransportKind transport = {
    .name = "subprocess",
    .openParentEnd =
        [](Execution& execution) {
            return talks(execution, "chain") ? openStageParentEnd(execution) : openLineParentEnd(execution);
        },
    .openWorkerEnd =
        [](Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
            return talks(execution, "chain") ? openStageWorkerEnd(execution, worker, descriptors, laps)
                                             : openLineWorkerEnd(execution, worker, descriptors, laps);
        }};

Result<> runGraph(Execution& execution) {
    if (talks(execution, "wait")) return runTaskProcesses(execution);
    return runWorkerPool(execution, *findStartMethod("spawn"), transport);
}

Result<> runCommandsAsTold(CommandExecution& execution) {
    return runCommands(execution, execution.options.text("talk"));
}

}  // namespace

namespace model {
extern const Model subprocess;
const Model subprocess = {
    .name = "subprocess",
    .title = "Subprocess",
    .summary =
        "Child processes with pipes: a chain of stages, a conversation in lines, or a process for each thing to do",
    .family = "process",
    .options = options,
    .runGraph = runGraph,
    .runCommands = runCommandsAsTold,
    .transport = &transport,
};
}  // namespace model

}  // namespace corelane
