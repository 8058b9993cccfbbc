#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

// In a row: who gives was itself given it last.
struct Chain {
    std::size_t first = 0, last = 0, handOvers = 0;
};

constexpr std::size_t fewest = 30;

Chain longestChain(const std::vector<Wait>& waits) {
    Chain best, now;
    std::uint32_t holder = nobody;
    for (std::size_t i = 0; i < waits.size(); ++i) {
        const Wait& wait = waits[i];
        if (!wait.wasHeld()) continue;
        if (wait.giver != holder) now = {i, i, 0};
        ++now.handOvers;
        now.last = i;
        holder = wait.lane;
        if (now.handOvers > best.handOvers) best = now;
    }
    return best;
}

Duration middle(std::vector<Duration>& values) {
    if (values.empty()) return 0;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits()) {
        const Chain chain = longestChain(waits);
        if (chain.handOvers < fewest) continue;
        Duration waited = 0;
        std::vector<Duration> held, late;
        for (std::size_t i = chain.first; i <= chain.last; ++i) {
            const Wait& wait = waits[i];
            waited += wait.duration();
            if (!wait.wasHeld()) continue;
            held.push_back(wait.held);
            late.push_back(wait.end - wait.given);
        }
        const Duration hold = middle(held), wakeUp = middle(late);
        // A lock that is held for longer than a wake-up takes is a bottleneck, which is another finding.
        if (hold > 2 * wakeUp) continue;
        found.push_back(
            {.at = waits[chain.first].begin,
             .end = waits[chain.last].end,
             .cost = evidence.costOf(waits.front().state, waited),
             .sentence = fmt::format(
                 "{} went from hand to hand {} times in a row: held for {} each time, and {} until the next one "
                 "ran. Try a lock that is not fair, or take it less often for more work at a time.",
                 evidence.name(object), chain.handOvers, durationText(hold), durationText(wakeUp))});
    }
}

}  // namespace

namespace rule {
extern const Rule lock_convoy;
const Rule lock_convoy = {
    .name = "lock_convoy",
    .title = "Lock convoy",
    .summary = "A lock that goes from hand to hand, a wake-up every time, though it is held only for a moment",
    .find = find};
}  // namespace rule

}  // namespace corelane
