#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr int windows = 256;
constexpr double ofTheWall = 0.15;  // in one piece

// Whether one worker's worth of work was done in this time, no more, and nobody was ready to do more.
bool onlyOne(const Evidence& evidence, Time from, Time to) {
    Duration busy = 0, ready = 0;
    for (const auto& lane : evidence.run.workers) {
        const auto totals = lane->segments.totals(from, to);
        busy += totals[static_cast<std::size_t>(State::Useful)] + totals[static_cast<std::size_t>(State::Overhead)];
        ready += totals[static_cast<std::size_t>(State::Runnable)];
    }
    const auto window = static_cast<double>(to - from);
    return static_cast<double>(busy) >= 0.5 * window && static_cast<double>(busy) <= 1.05 * window &&
           static_cast<double>(ready) <= 0.1 * window;
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const auto lanes = evidence.run.workers.size();
    if (evidence.cores < 2 || evidence.work().size() < 2 || lanes < 2) return;
    const Duration width = std::max<Duration>(1, evidence.wall / windows);
    Duration all = 0;
    Time bestBegin = 0, bestEnd = 0, begin = 0;
    for (int i = 0; i <= windows; ++i) {
        const Time from = evidence.extent.begin + i * width;
        const bool alone = i < windows && onlyOne(evidence, from, from + width);
        if (alone) {
            all += width;
            if (begin == 0) begin = from;
            continue;
        }
        if (begin > 0 && from - begin > bestEnd - bestBegin) {
            bestBegin = begin;
            bestEnd = from;
        }
        begin = 0;
    }
    if (static_cast<double>(bestEnd - bestBegin) < ofTheWall * static_cast<double>(evidence.wall)) return;
    found.push_back(
        {.at = bestBegin,
         .end = bestEnd,
         .cost = all * (evidence.cores - 1),
         .sentence = fmt::format(
             "From {} on, for {}, one worker at a time computed while the others waited or had nothing to do; {} "
             "of "
             "{} were like that. Try to split this part, or to do it beside something else.",
             evidence.since(bestBegin), durationText(bestEnd - bestBegin), durationText(all),
             durationText(evidence.wall))});
}

}  // namespace

namespace rule {
extern const Rule serial_section;
const Rule serial_section = {
    .name = "serial_section",
    .title = "Serial section",
    .summary = "A stretch of the run in which only one worker computes while cores are spare",
    .find = find};
}  // namespace rule

}  // namespace corelane
