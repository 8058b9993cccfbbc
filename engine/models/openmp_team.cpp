#include "engine/models/openmp_team.h"

#include "engine/record/sanitizer_order.h"

#include <fmt/format.h>
#include <omp.h>

namespace corelane {
namespace {

omp_sched_t scheduleOf(const Options& given) {
    const std::string& schedule = given.text("schedule");
    return schedule == "dynamic" ? omp_sched_dynamic : schedule == "guided" ? omp_sched_guided : omp_sched_static;
}

// Calls work() on every thread of a team.
template <class Work>
CORELANE_HANDED_OVER void callOnTeam(int workers, const Work& work) {
#pragma omp parallel num_threads(workers)
    {
        orderedAfter(&work);
        work();
        orderedBefore(&work);
    }
    orderedAfter(&work);
}

}  // namespace

Result<> runOnTeam(Execution& execution, const Outputs& outputs, const std::function<void(Worker&)>& work) {
    execution.recorder.begin();
    const WorkerLane::Mark created = markBefore(execution.recorder);
    int got = 0;
    // libgomp keeps the threads of a team for the thread that made it: on a fresh one they end with the run.
    Result<> result = runOnFreshThread([&] {
        omp_set_dynamic(0);
        if (execution.options.values().contains("schedule"))
            omp_set_schedule(scheduleOf(execution.options), static_cast<int>(execution.options.integer("chunk")));
        const auto ofThread = [&] {
            Worker worker(execution, outputs, omp_get_thread_num(), created);
            if (omp_get_thread_num() == 0) got = omp_get_num_threads();
            work(worker);
        };
        orderedBefore(&ofThread);
        callOnTeam(execution.workers, ofThread);
    });
    execution.recorder.end();
    if (result && got != execution.workers)
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "OpenMP gave {} threads where {} were asked for: unset OMP_THREAD_LIMIT or use "
                                     "fewer workers",
                                     got, execution.workers));
    return result;
}

}  // namespace corelane
