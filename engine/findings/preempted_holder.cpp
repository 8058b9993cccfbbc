#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

void find(const Evidence& evidence, std::vector<Finding>& found) {
    if (evidence.run.info.level == 0) return;  // without switches nobody knows who was off the core
    for (const auto& [object, waits] : evidence.waits()) {
        Duration lost = 0, most = 0;
        const Wait* worst = nullptr;
        for (const Wait& wait : waits) {
            if (!wait.wasHeld() || (wait.giver & inTaskLanes)) continue;
            const Time from = std::max(wait.begin, wait.given - wait.held);
            if (from >= wait.given) continue;
            const auto off = evidence.run.laneOfEdge(wait.giver)
                                 .segments.totals(from, wait.given)[static_cast<std::size_t>(State::Runnable)];
            lost += off;
            if (off > most) {
                most = off;
                worst = &wait;
            }
        }
        const Duration cost = evidence.costOf(waits.front().state, lost);
        if (!worst || !evidence.matters(cost, leastShare)) continue;
        found.push_back(
            {.at = worst->begin,
             .end = worst->end,
             .lanes = {worst->lane, worst->giver},
             .cost = cost,
             .sentence = fmt::format(
                 "{} of waiting for {} was for a holder that had no core: {} waited {} while {} was ready to run, "
                 "from "
                 "{} on. Try a mutex that lends its waiter's priority, or keep other work off the holder's core.",
                 durationText(lost), evidence.name(object), evidence.laneName(worst->lane), durationText(most),
                 evidence.laneName(worst->giver), evidence.since(worst->begin))});
    }
}

}  // namespace

namespace rule {
extern const Rule preempted_holder;
const Rule preempted_holder = {
    .name = "preempted_holder",
    .title = "Priority inversion",
    .summary = "A lock is waited for while its holder is ready and is not given a core",
    .find = find};
}  // namespace rule

}  // namespace corelane
