// Divide and conquer in a task group of oneTBB's: whoever has a range of a step's tasks gives away its right half and
// goes on with the left one, until what is left is small enough to be run.
#include "engine/models/tbb_steps.h"

#include <oneapi/tbb/task_group.h>

namespace corelane {
namespace {

constexpr Option options[] = {
    {"cutoff",
     Option::Type::Int,
     std::int64_t{4},
     "tasks below which a range is not divided any more: small ones balance, large ones cost less",
     {},
     1,
     1e9},
};

class Division {
  public:
    explicit Division(const TbbCrew& crew)
        : m_steps(crew), m_cutoff(static_cast<std::uint32_t>(crew.execution().options.integer("cutoff"))) {}

    void run() {
        m_steps.run([this](std::uint32_t tasks) {
            divide(0, tasks);
            m_group.wait();
        });
    }

  private:
    void divide(std::uint32_t begin, std::uint32_t end) {
        while (end - begin > m_cutoff) {
            const std::uint32_t middle = begin + (end - begin) / 2;
            m_group.run([this, middle, end]() CORELANE_HANDED_OVER { divide(middle, end); });
            end = middle;
        }
        if (!m_steps.runTasks(begin, end)) m_group.cancel();
    }

    TbbSteps m_steps;
    const std::uint32_t m_cutoff;
    tbb::task_group m_group;
};

Result<> runGraph(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return runInArena(execution, outputs, [](const TbbCrew& crew) { Division(crew).run(); });
}

}  // namespace

namespace model {
extern const Model tbb_task_group;
const Model tbb_task_group = {
    .name = "tbb_task_group",
    .title = "Divide and conquer",
    .summary = "The tasks of each step, divided in two until few are left, in a task group of oneTBB's",
    .family = "thread",
    .options = options,
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
