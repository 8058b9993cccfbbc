#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr Duration longest = 5'000'000;  // that a loop may be late and nobody notice

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& counter : evidence.run.counters) {
        if (counter->name != "loop lag" || counter->points.empty()) continue;
        std::int64_t most = 0;
        for (std::size_t i = 0; i < counter->points.size(); ++i) most = std::max(most, counter->points[i].value);
        const Duration lag = most * 1000;  // the counter is in microseconds
        if (lag < longest) return;
        // The spans on the loop that are as long as that.
        const Lane& loop = *evidence.run.workers.front();
        Duration blocked = 0;
        std::size_t count = 0;
        Span worst;
        for (std::size_t i = 0; i < loop.spans.size(); ++i) {
            const Span& span = loop.spans[i];
            if (span.state != State::Useful || span.end - span.begin < longest) continue;
            blocked += span.end - span.begin;
            ++count;
            if (span.end - span.begin > worst.end - worst.begin) worst = span;
        }
        if (count == 0) return;
        found.push_back(
            {.at = worst.begin,
             .end = worst.end,
             .lanes = {0},
             .cost = blocked,
             .sentence = fmt::format(
                 "The event loop was up to {} late: {} kept it for {} from {} on, and there are {} steps like it. "
                 "Try "
                 "to give them to a pool of threads (option pool), or to split them.",
                 durationText(lag), evidence.taskOrName(worst), durationText(worst.end - worst.begin),
                 evidence.since(worst.begin), count)});
        return;
    }
}

}  // namespace

namespace rule {
extern const Rule blocked_event_loop;
const Rule blocked_event_loop = {
    .name = "blocked_event_loop",
    .title = "Blocked event loop",
    .summary = "A step that keeps the event loop from looking at anything else",
    .find = find};
}  // namespace rule

}  // namespace corelane
