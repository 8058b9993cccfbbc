// oneTBB's parallel_for over the tasks of each step, with each of its four ways to cut a range into pieces.
#include "engine/models/tbb_steps.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>

namespace corelane {
namespace {

constexpr std::string_view partitioners[] = {"auto", "simple", "static", "affinity"};

constexpr Option options[] = {
    {"partitioner", Option::Type::Choice, partitioners[0],
     "how the tasks of a step are cut into pieces: as threads ask for more, down to the grain, into equal shares, or "
     "as the step before",
     partitioners},
    {"grain", Option::Type::Int, std::int64_t{1}, "tasks below which a piece is not cut any more", {}, 1, 1e6},
};

using Range = tbb::blocked_range<std::uint32_t>;

// `partitioner` may be one that learns: it is the same for all steps.
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

void runWithPartitioner(const TbbCrew& crew) {
    const std::string& partitioner = crew.execution().options.text("partitioner");
    const auto with = [&](auto chosen) { runSteps(crew, chosen); };
    if (partitioner == "simple")
        with(tbb::simple_partitioner());
    else if (partitioner == "static")
        with(tbb::static_partitioner());
    else if (partitioner == "affinity") {
        tbb::affinity_partitioner learning;
        runSteps(crew, learning);
    } else
        with(tbb::auto_partitioner());
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return runInArena(execution, outputs, runWithPartitioner);
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
