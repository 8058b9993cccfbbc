// Commands as a kind of workload: what they are called. They are made from argument vectors, see
// CommandChain::make().
#include "workloads/workload.h"

namespace corelane::workloads {
extern const WorkloadKind command_workload;
const WorkloadKind command_workload = {
    "commands",
    "Commands",
    "Programs of this machine in a chain, each reading what the one before it writes; started only after asking",
    {},
    nullptr};
}  // namespace corelane::workloads
