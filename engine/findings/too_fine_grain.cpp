#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

namespace corelane {

namespace {

constexpr Duration longestTask = 200'000;  // what is called small

void find(const Evidence& evidence, std::vector<Finding>& found) {
    if (evidence.isScript() || evidence.run.result.tasks == 0) return;
    const auto tasks = static_cast<Duration>(evidence.run.result.tasks);
    const Duration useful = evidence.balance.of(State::Useful) / tasks;
    const Duration overhead = evidence.balance.of(State::Overhead), each = overhead / tasks;
    if (useful > longestTask || each * 5 < useful || !evidence.matters(overhead, 0.1)) return;
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .cost = overhead,
         .sentence = fmt::format(
             "A task computes for {} and takes {} to handle. Try larger tasks: at {} each, handling would take a "
             "twentieth.",
             durationText(useful), durationText(each), durationText(each * 20))});
}

}  // namespace

namespace rule {
extern const Rule too_fine_grain;
const Rule too_fine_grain = {
    .name = "too_fine_grain",
    .title = "Too fine grain",
    .summary = "Tasks so small that handling them takes a good part of the time",
    .find = find};
}  // namespace rule

}  // namespace corelane
