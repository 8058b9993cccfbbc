#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const Duration startup = evidence.balance.of(State::Startup);
    if (!evidence.matters(startup, 0.1)) return;
    Time first = evidence.extent.end;
    for (const Work& work : evidence.work()) first = std::min(first, work.firstBegin);
    found.push_back(
        {.at = evidence.extent.begin,
         .end = first,
         .cost = startup,
         .sentence = fmt::format(
             "{} of the core time went to starting workers; the first task began after {}. Try to keep workers for "
             "more work, or ones that start faster: threads instead of processes, a fork server instead of a spawn.",
             shareText(evidence.shareOf(startup)), evidence.since(first))});
}

}  // namespace

namespace rule {
extern const Rule startup_dominates;
const Rule startup_dominates = {
    .name = "startup_dominates",
    .title = "Start-up dominates",
    .summary = "Starting workers takes a good part of the run",
    .find = find,
    .ofCommands = true};
}  // namespace rule

}  // namespace corelane
