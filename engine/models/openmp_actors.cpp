#include "engine/models/openmp_actors.h"

#include "engine/constructs/construct.h"
#include "engine/record/own_thread.h"
#include "engine/record/sanitizer_order.h"

#include <fmt/format.h>
#include <omp.h>

namespace corelane {
namespace {

// Calls part() on every thread of a team.
template <class Part>
CORELANE_HANDED_OVER void callOnTeam(int threads, const Part& part) {
#pragma omp parallel num_threads(threads)
    {
        orderedAfter(&part);
        part();
        orderedBefore(&part);
    }
    orderedAfter(&part);
}

}  // namespace

Result<> runActorsOnTeam(ScriptExecution& execution) {
    Performance performance(execution, makerOf(openmpConstructs, execution.options));
    const std::vector<std::uint32_t> first = performance.first();
    const int instances = static_cast<int>(first.size());
    int got = 0;
    execution.recorder.begin();
    // libgomp keeps the threads of a team for the thread that made it: on a fresh one they end with the run.
    Result<> result = runOnFreshThread([&] {
        omp_set_dynamic(0);
        const WorkerLane::Mark created = markBefore(execution.recorder);
        const auto part = [&] {
            if (omp_get_thread_num() == 0) got = omp_get_num_threads();
            if (omp_get_num_threads() == instances)
                performance.perform(first[static_cast<std::size_t>(omp_get_thread_num())], created);
        };
        orderedBefore(&part);
        callOnTeam(instances, part);
    });
    if (got != instances) performance.refuse(first);
    performance.threads().join();
    execution.recorder.end();
    if (result && got != instances)
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "OpenMP gave {} threads where the script has {} actors: unset OMP_THREAD_LIMIT, "
                                     "or use fewer actors",
                                     got, instances));
    return result;
}

}  // namespace corelane
