#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

namespace corelane {

namespace {

// Of the run. On few cores the workers' own time is in the way of one that hands out tasks. One that is called is
// busy for half the run at most when callers hold a lock of its: then one call at a time is being served or on its
// way.
constexpr double busyHandingOut = 0.4;
constexpr double busyBeingCalled = 0.25;

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (std::uint32_t i = 0; i < evidence.run.workers.size(); ++i) {
        const Lane& lane = *evidence.run.workers[i];
        if (lane.name != "parent" && lane.name != "manager" && lane.name != "broker") continue;
        const auto totals = lane.segments.totals(evidence.extent.begin, evidence.extent.end);
        const Duration waiting =
            totals[static_cast<std::size_t>(State::Idle)] + totals[static_cast<std::size_t>(State::Queue)];
        const Duration busy = lane.segments.end() - lane.segments.begin() - waiting;
        // Tasks are waited for in a queue; a manager's objects in calls.
        const bool called = lane.name == "manager";
        const Duration queue = evidence.balance.of(State::Queue) + (called ? evidence.balance.of(State::Io) : 0);
        const double mostly = called ? busyBeingCalled : busyHandingOut;
        if (static_cast<double>(busy) < mostly * static_cast<double>(evidence.wall) || !evidence.matters(queue, 0.15))
            continue;
        found.push_back(
            {.at = evidence.extent.begin,
             .end = evidence.extent.end,
             .lanes = {i},
             .cost = queue,
             .sentence = fmt::format(
                 "{} was busy for {} of the run, while workers waited for it. Try larger tasks or chunks, or a model "
                 "whose workers hand tasks to each other.",
                 lane.name, shareText(static_cast<double>(busy) / static_cast<double>(evidence.wall)))});
    }
}

}  // namespace

namespace rule {
extern const Rule manager_bottleneck;
const Rule manager_bottleneck = {
    .name = "manager_bottleneck",
    .title = "Manager bottleneck",
    .summary = "Workers wait for tasks, or for what is shared, while the one who has them is busy",
    .find = find};
}  // namespace rule

}  // namespace corelane
