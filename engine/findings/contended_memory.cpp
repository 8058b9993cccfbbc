#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

namespace corelane {

namespace {

constexpr double times = 1.3;

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const Duration useful = evidence.balance.of(State::Useful), least = evidence.leastUseful;
    if (evidence.run.info.level == 0 || least <= 0 || evidence.work().size() < 2) return;
    // Actors in the background do as much as they find time for, and after a try there are two ways to go on.
    if (evidence.mentions("background") || evidence.mentions("try_lock")) return;
    if (static_cast<double>(useful) < times * static_cast<double>(least)) return;
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .cost = useful - least,
         .sentence = fmt::format(
             "The work took {} of core time, {:.2f} times what it took at the least in this comparison. Cores that "
             "write to one cache line would do that (false sharing), or memory that cannot keep up. Try to keep what "
             "each worker writes on cache lines of its own.",
             durationText(useful), static_cast<double>(useful) / static_cast<double>(least))});
}

}  // namespace

namespace rule {
extern const Rule contended_memory;
const Rule contended_memory = {
    .name = "contended_memory",
    .title = "False sharing suspected",
    .summary =
        "The same work takes more core time here than under another model: cache lines or memory are contended",
    .find = find};
}  // namespace rule

}  // namespace corelane
