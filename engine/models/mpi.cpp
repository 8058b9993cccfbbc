// Tasks on the ranks of an MPI job: who owns a point computes it, and sends its output to those who need it.
#include "engine/models/fault_injection.h"
#include "engine/models/mpi_ends.h"
#include "engine/models/mpirun_start.h"
#include "engine/models/own_namespaces.h"
#include "engine/models/worker_pool.h"

#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 5> faults = {"none", "kill", "kill_before_ack", "pause", "delay"};

const Option options[] = {
    {"ahead",
     Option::Type::Int,
     std::int64_t{4},
     "for how many steps a rank asks for messages before it needs them",
     {},
     1,
     1024},
    faultOption(faults),
    faultWorkerOption,
    faultAfterOption,
    faultMsOption,
};

const TransportKind mpiTransport = {.name = "mpi", .openParentEnd = openMpiParentEnd, .openWorkerEnd = nullptr};

Result<> runGraph(Execution& execution) {
    return runWorkerPool(execution, mpirunStart, mpiTransport);
}

// What a rank owns is in its memory alone: without it MPI ends the whole job.
Promise promises(const Options&) {
    return Promise::AtMostOnce;
}

std::string refuses(const Options& chosen, int workers) {
    return refuseFault(
        faultPlan(chosen), workers, {false, "set fault_ms to the milliseconds after which the worker goes on"});
}

std::string unavailable() {
#if defined(__SANITIZE_THREAD__)
    return "the thread sanitizer does not follow Open MPI's own locks: Debian builds it without.";
#else
    if (mpirunProgram().empty())
        return "the program mpirun is not on PATH; install it (apt-get install openmpi-bin).";
    return ownNamespacesRefused();
#endif
}

}  // namespace

namespace model {
extern const Model mpi;
const Model mpi = {
    .name = "mpi",
    .title = "MPI (Open MPI)",
    .summary =
        "Every rank owns a block of points and sends each output to the ranks that need it; mpirun starts them, "
        "in a network of their own; a task runs at most once",
    .family = "distributed",
    .options = options,
    .runGraph = runGraph,
    .unavailable = unavailable,
    .transport = &mpiTransport,
    .promises = promises,
    .refuses = refuses,
};
}  // namespace model

}  // namespace corelane
