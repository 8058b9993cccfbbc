#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr Duration shortest = 100'000;  // that counts as long

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits()) {
        Duration waited = 0, forLong = 0, held = 0;
        const Wait* longest = nullptr;
        for (const Wait& wait : waits) {
            if (!wait.wasHeld()) continue;
            waited += wait.duration();
            if (wait.held >= shortest) forLong += wait.duration();
            held += wait.held;
            if (!longest || wait.held > longest->held) longest = &wait;
        }
        if (!longest) continue;
        const Duration cost = evidence.costOf(waits.front().state, waited);
        // Short holds that cost much are a convoy, or a lock taken too often.
        if (2 * forLong < waited || !evidence.matters(cost)) continue;
        const auto count = std::count_if(waits.begin(), waits.end(), [](const Wait& wait) { return wait.wasHeld(); });
        found.push_back(
            {.at = longest->given - longest->held,
             .end = longest->given,
             .lanes = {longest->giver, longest->lane},
             .cost = cost,
             .sentence = fmt::format(
                 "{} was handed over {} times after {} of holding it in all; longest by {}, for {} from {} on. Try "
                 "to "
                 "do less while holding it, or to split what it protects.",
                 evidence.name(object), count, durationText(held), evidence.laneName(longest->giver),
                 durationText(longest->held), evidence.since(longest->given - longest->held))});
    }
}

}  // namespace

namespace rule {
extern const Rule long_hold;
const Rule long_hold = {
    .name = "long_hold",
    .title = "Long hold",
    .summary = "A lock that its holders keep so long that others wait for most of it",
    .find = find};
}  // namespace rule

}  // namespace corelane
