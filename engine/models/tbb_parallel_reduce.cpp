// oneTBB's parallel_reduce over the tasks of each step: whoever takes a piece counts what it has run, and counts are
// joined in pairs until one is left. That is checked, so the reduction is one that matters.
#include "engine/models/tbb_partitioners.h"
#include "engine/models/tbb_steps.h"

#include <fmt/format.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>

namespace corelane {
namespace {

constexpr Option options[] = {tbbPartitionerOption, tbbGrainOption};

using Range = tbb::blocked_range<std::uint32_t>;

template <class Partitioner>
void runSteps(const TbbCrew& crew, Partitioner& partitioner) {
    TbbSteps steps(crew);
    Recorder& recorder = crew.execution().recorder;
    const auto grain = static_cast<std::size_t>(crew.execution().options.integer("grain"));
    tbb::task_group_context context;
    const auto run = [&](std::uint32_t begin, std::uint32_t end) {
        if (!steps.runTasks(begin, end)) context.cancel_group_execution();
    };
    const auto body = [&](const Range& range, std::uint32_t before) CORELANE_HANDED_OVER {
        run(range.begin(), range.end());
        return before + (range.end() - range.begin());
    };
    const auto join = [](std::uint32_t left, std::uint32_t right) CORELANE_HANDED_OVER { return left + right; };
    steps.run([&](std::uint32_t tasks) {
        const std::uint32_t counted =
            tbb::parallel_reduce(Range(0, tasks, grain), std::uint32_t{0}, body, join, partitioner, context);
        if (counted == tasks || recorder.stopRequested()) return;
        recorder.fault(fmt::format("parallel_reduce: joined to {} tasks of the {} of a step", counted, tasks));
        recorder.requestStop();
    });
}

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return runInArena(execution, outputs, [](const TbbCrew& crew) {
        withTbbPartitioner(crew.execution().options, [&](auto& partitioner) { runSteps(crew, partitioner); });
    });
}

}  // namespace

namespace model {
extern const Model tbb_parallel_reduce;
const Model tbb_parallel_reduce = {
    .name = "tbb_parallel_reduce",
    .title = "oneTBB parallel_reduce",
    .summary = "oneTBB's parallel_reduce over the tasks of each step: pieces are split off, and their counts joined",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
