#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

Duration length(const Work& work) {
    return work.longest.end - work.longest.begin;
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const auto& work = evidence.work();
    if (evidence.isScript() || work.empty() || evidence.cores < 2) return;
    // Cores without work at the end: those of workers that are done, and those that never had one.
    std::vector<Time> ends;
    const Work* longest = &work.front();
    for (const Work& one : work) {
        ends.push_back(one.lastEnd);
        if (length(one) > length(*longest)) longest = &one;
    }
    std::sort(ends.rbegin(), ends.rend());
    const Time last = ends.front();
    Duration idle = 0;
    for (int core = 1; core < evidence.cores && core < static_cast<int>(ends.size()); ++core)
        idle += last - ends[core];
    // A tail that is shorter than the longest task is what its length made.
    if (idle > length(*longest) * (evidence.cores - 1) || evidence.run.result.tasks < 2) return;
    if (!evidence.matters(idle) || static_cast<double>(length(*longest)) < 0.1 * static_cast<double>(evidence.wall))
        return;
    found.push_back(
        {.at = ends.back(),
         .end = last,
         .lanes = {longest->lane},
         .cost = idle,
         .sentence = fmt::format(
             "Cores ran out of work {} before the end, as single tasks take up to {}, {} of the whole run ({}). Try "
             "to split the longest tasks, or to begin with them.",
             durationText(last - ends.back()), durationText(length(*longest)),
             shareText(static_cast<double>(length(*longest)) / static_cast<double>(evidence.wall)),
             evidence.taskOrName(longest->longest))});
}

}  // namespace

namespace rule {
extern const Rule too_coarse_grain;
const Rule too_coarse_grain = {
    .name = "too_coarse_grain",
    .title = "Too coarse grain",
    .summary = "So few and so long tasks that cores run out of work before the end",
    .find = find};
}  // namespace rule

}  // namespace corelane
