#include "workloads/workload.h"

namespace corelane {
namespace workloads {
#define ENTRY(name) extern const WorkloadKind name;
#include "corelane_workloads_table.inc"
#undef ENTRY
}  // namespace workloads

namespace {

constexpr const WorkloadKind* table[] = {
#define ENTRY(name) &workloads::name,
#include "corelane_workloads_table.inc"
#undef ENTRY
};

}  // namespace

std::span<const WorkloadKind* const> workloadKinds() {
    return table;
}

const WorkloadKind* findWorkloadKind(std::string_view name) {
    for (const WorkloadKind* kind : table)
        if (kind->name == name) return kind;
    return nullptr;
}

std::uint64_t Workload::taskCount() const {
    std::uint64_t total = 0;
    for (const TaskGraph& graph : graphs()) total += graph.taskCount();
    return total;
}

std::uint64_t Workload::edgeCount() const {
    std::uint64_t total = 0;
    for (const TaskGraph& graph : graphs()) total += graph.dependenceCount();
    return total;
}

}  // namespace corelane
