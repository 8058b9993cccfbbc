#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits()) {
        const std::string kind = evidence.kindOf(object);
        if (kind != "queue" && kind != "pipe") continue;
        Duration putting = 0, getting = 0;
        for (const Wait& wait : waits) {
            const bool puts = evidence.doesTo(wait.lane, "put", object);
            const bool gets = evidence.doesTo(wait.lane, "get", object) || evidence.doesTo(wait.lane, "each", object);
            if (puts != gets) (puts ? putting : getting) += wait.duration();
        }
        const bool full = putting > getting;
        const Duration waited = std::max(putting, getting);
        const Duration cost = evidence.costOf(waits.front().state, waited);
        if (!evidence.matters(cost)) continue;
        found.push_back(
            {.at = waits.front().begin,
             .end = waits.back().end,
             .cost = cost,
             .sentence = full
                             ? fmt::format(
                                   "{} was full: producers waited {} for room. Its consumers are the bottleneck; try "
                                   "more of them. A larger queue only makes the wait begin later.",
                                   evidence.name(object), durationText(putting))
                             : fmt::format(
                                   "{} was empty: consumers waited {} for something in it. Its producers are the "
                                   "bottleneck; try more of them, or fewer consumers.",
                                   evidence.name(object), durationText(getting))});
    }
}

}  // namespace

namespace rule {
extern const Rule queue_bottleneck;
const Rule queue_bottleneck = {
    .name = "queue_bottleneck",
    .title = "Queue full or empty",
    .summary = "Producers wait for room in a queue, or consumers for something in it",
    .find = find};
}  // namespace rule

}  // namespace corelane
