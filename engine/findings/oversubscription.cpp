#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

namespace corelane {

namespace {

constexpr double crowded = 1.25;  // workers that want a core, for each core

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const Duration runnable = evidence.balance.of(State::Runnable);
    const int workers = evidence.run.info.workers;
    if (workers <= evidence.cores || !evidence.matters(runnable, 0.1)) return;
    // More of them at a time want a core than there are: not so where other programs hold the cores.
    Duration wanting = 0;
    for (const auto& lane : evidence.run.workers) {
        const auto totals = lane->segments.totals(evidence.extent.begin, evidence.extent.end);
        for (const State state : {State::Useful, State::Overhead, State::Runnable})
            wanting += totals[static_cast<std::size_t>(state)];
    }
    if (static_cast<double>(wanting) < crowded * static_cast<double>(evidence.balance.total)) return;
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .cost = runnable,
         .sentence = fmt::format(
             "{} workers share {} {}, and {} of the core time was lost to workers that were ready and not run. Try "
             "as "
             "many workers as cores.",
             workers, evidence.cores, evidence.cores == 1 ? "core" : "cores",
             shareText(evidence.shareOf(runnable)))});
}

}  // namespace

namespace rule {
extern const Rule oversubscription;
const Rule oversubscription = {
    .name = "oversubscription",
    .title = "Oversubscription",
    .summary = "More workers ready to run than there are cores",
    .find = find};
}  // namespace rule

}  // namespace corelane
