#include "engine/models/tbb_actors.h"

#include "engine/constructs/construct.h"
#include "engine/record/own_thread.h"
#include "engine/record/sanitizer_order.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

namespace corelane {
namespace {

void performAll(Performance& performance, std::span<const std::uint32_t> instances, WorkerLane::Mark created) {
    tbb::task_group group;
    orderedBefore(&performance);
    for (const std::uint32_t i : instances)
        group.run([&performance, i, created]() CORELANE_HANDED_OVER {
            orderedAfter(&performance);
            performance.perform(i, created);
            orderedBefore(&performance);
        });
    group.wait();
    orderedAfter(&performance);
}

}  // namespace

Result<> runActorsInArena(ScriptExecution& execution) {
    Performance performance(execution, makerOf(tbbConstructs, execution.options));
    const std::vector<std::uint32_t> first = performance.first();
    bool ended = false;
    execution.recorder.begin();
    Result<> result = runOnFreshThread([&] {
        tbb::task_scheduler_handle scheduler{tbb::attach{}};
        {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, first.size());
            tbb::task_arena arena(static_cast<int>(first.size()));
            arena.initialize();
            const WorkerLane::Mark created = markBefore(execution.recorder);
            arena.execute([&] { performAll(performance, first, created); });
        }
        performance.threads().join();
        ended = tbb::finalize(scheduler, std::nothrow);
    });
    execution.recorder.end();
    if (!result) performance.refuse(first);
    if (result && !ended)
        return fail(
            Error::Kind::Failed,
            "oneTBB's threads did not end: run this model in a process that uses oneTBB for nothing else");
    return result;
}

}  // namespace corelane
