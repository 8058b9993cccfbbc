// oneTBB's parallel_for over the tasks of each step, with each of its four ways to cut a range into pieces.
#include "engine/models/tbb_partitioners.h"
#include "engine/models/tbb_steps.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>

namespace corelane {
namespace {

constexpr Option options[] = {
    tbbPartitionerOption,
    tbbGrainOption,
    {"limit",
     Option::Type::Int,
     std::int64_t{0},
     "threads that may work at once, fewer than the arena has places for (global_control); 0: as many as workers",
     {},
     0,
     1024},
};

using Range = tbb::blocked_range<std::uint32_t>;

template <class Partitioner>
void runSteps(const TbbCrew& crew, Partitioner& partitioner) {
    TbbSteps steps(crew);
    const auto grain = static_cast<std::size_t>(crew.execution().options.integer("grain"));
    tbb::task_group_context context;
    const auto run = [&](std::uint32_t begin, std::uint32_t end) {
        if (!steps.runTasks(begin, end)) context.cancel_group_execution();
    };
    const auto body = [&](const Range& range) CORELANE_HANDED_OVER { run(range.begin(), range.end()); };
    steps.run([&](std::uint32_t tasks) { tbb::parallel_for(Range(0, tasks, grain), body, partitioner, context); });
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const std::int64_t limit = execution.options.integer("limit");
    const tbb::global_control limited(
        tbb::global_control::max_allowed_parallelism,
        static_cast<std::size_t>(limit > 0 ? std::min<std::int64_t>(limit, execution.workers) : execution.workers));
    return runInArena(execution, outputs, [](const TbbCrew& crew) {
        withTbbPartitioner(crew.execution().options, [&](auto& partitioner) { runSteps(crew, partitioner); });
    });
}

}  // namespace

namespace model {
extern const Model tbb_parallel_for;
const Model tbb_parallel_for = {
    .name = "tbb_parallel_for",
    .title = "oneTBB parallel_for",
    .summary = "oneTBB's parallel_for over the tasks of each step, with any of its partitioners",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
