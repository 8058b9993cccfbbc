#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const Duration io = evidence.balance.of(State::Io);
    const Duration cost = io + evidence.costOf(State::Overhead, evidence.spansNamed({"pack", "unpack"}));
    const auto moved = evidence.run.result.bytesMoved.value_or(0);
    if (moved == 0 || !evidence.matters(cost, 0.15)) return;
    const auto tasks = std::max<std::uint64_t>(1, evidence.run.result.tasks);
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .cost = cost,
         .sentence = fmt::format(
             "{} of the core time went to packing, sending and receiving: {:.1f} MB, {:.1f} kB a task. Try shared "
             "memory, larger tasks, or threads.",
             shareText(evidence.shareOf(cost)), static_cast<double>(moved) / 1e6,
             static_cast<double>(moved) / static_cast<double>(tasks) / 1e3)});
}

}  // namespace

namespace rule {
extern const Rule copying_dominates;
const Rule copying_dominates = {
    .name = "copying_dominates",
    .title = "Copying dominates",
    .summary = "Packing, sending and receiving take a good part of the time",
    .find = find};
}  // namespace rule

}  // namespace corelane
