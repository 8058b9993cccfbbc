#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace corelane {

namespace {

constexpr std::size_t many = 4;

struct Herd {
    std::size_t woken = 0, again = 0;
};

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits()) {
        if (evidence.kindOf(object) == "barrier") continue;
        std::map<std::pair<std::uint32_t, Time>, Herd> herds;
        for (const Wait& wait : waits) {
            if (wait.giver == nobody) continue;
            Herd& herd = herds[{wait.giver, wait.given}];
            ++herd.woken;
            herd.again += wait.again ? 1 : 0;
        }
        std::size_t woken = 0, again = 0, count = 0;
        Time first = 0, last = 0;
        for (const auto& [key, herd] : herds) {
            if (herd.woken < many) continue;
            if (count++ == 0) first = key.second;
            first = std::min(first, key.second);
            last = std::max(last, key.second);
            woken += herd.woken;
            again += herd.again;
        }
        if (count < 3 || 3 * again < woken) continue;
        // What they wait for then, they wait for because they were all woken.
        Duration waited = 0;
        State state = State::Lock;
        for (const auto& [other, theirs] : evidence.waits()) {
            if (other == object) continue;
            for (const Wait& wait : theirs) {
                if (wait.begin < first) continue;
                waited += wait.duration();
                state = wait.state;
            }
        }
        found.push_back(
            {.at = first,
             .end = std::max(last, first),
             .cost = std::max(evidence.costOf(state, waited), evidence.balance.of(State::Runnable)),
             .sentence = fmt::format(
                 "{} woke {:.1f} at once, {} times over, and {} of them only waited again. Try to wake one at a "
                 "time, "
                 "as many as there is work for.",
                 evidence.name(object), static_cast<double>(woken) / static_cast<double>(count), count,
                 shareText(static_cast<double>(again) / static_cast<double>(woken)))});
    }
}

}  // namespace

namespace rule {
extern const Rule thundering_herd;
const Rule thundering_herd = {
    .name = "thundering_herd",
    .title = "Thundering herd",
    .summary = "Many are woken at once, and most of them only wait again",
    .find = find};
}  // namespace rule

}  // namespace corelane
