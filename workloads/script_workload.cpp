// Scripts as a kind of workload: what they are called. They are made from objects and actors, see Script::make().
#include "workloads/workload.h"

namespace corelane::workloads {
extern const WorkloadKind script_workload;
const WorkloadKind script_workload = {
    "script",
    "Script",
    "Actors run steps on named locks, semaphores, events, conditions, barriers and queues",
    {},
    nullptr};
}  // namespace corelane::workloads
