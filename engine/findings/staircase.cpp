#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr std::size_t fewestSteps = 3;  // two that end apart are one straggler
constexpr double leastTail = 0.1;       // of the run, from the first end to the last
constexpr double oneStep = 0.7;         // of that: a higher step than this is a straggler's

void find(const Evidence& evidence, std::vector<Finding>& found) {
    if (evidence.isScript() || evidence.work().size() < fewestSteps) return;
    std::vector<const Work*> byEnd;
    for (const Work& work : evidence.work()) byEnd.push_back(&work);
    std::ranges::sort(byEnd, {}, &Work::lastEnd);
    const Time first = byEnd.front()->lastEnd, last = byEnd.back()->lastEnd;
    Duration highest = 0;
    for (std::size_t i = 1; i < byEnd.size(); ++i)
        highest = std::max(highest, byEnd[i]->lastEnd - byEnd[i - 1]->lastEnd);
    const auto tail = static_cast<double>(last - first);
    if (tail < leastTail * static_cast<double>(evidence.wall) || static_cast<double>(highest) > oneStep * tail)
        return;
    Finding finding{.at = first, .end = last, .cost = balance(evidence.run, first, last).of(State::Idle)};
    for (const Work* work : byEnd) finding.lanes.push_back(work->lane);
    finding.sentence = fmt::format(
        "{} workers ended one after the other, {} first and {} {} later, and who had ended was idle. Try a model "
        "that "
        "shares work out while it runs, or shares of equal work instead of equal number.",
        byEnd.size(), evidence.laneName(byEnd.front()->lane), evidence.laneName(byEnd.back()->lane),
        durationText(last - first));
    found.push_back(std::move(finding));
}

}  // namespace

namespace rule {
extern const Rule staircase;
const Rule staircase = {
    .name = "staircase",
    .title = "Staircase",
    .summary = "Workers with fixed shares end one after the other, and those who have ended are idle",
    .find = find};
}  // namespace rule

}  // namespace corelane
