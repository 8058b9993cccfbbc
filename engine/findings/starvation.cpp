#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace corelane {

namespace {

constexpr Duration times = 4;
constexpr double ofTheWall = 0.25;

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits()) {
        // At a barrier, who waits least is the one that is slow.
        if (evidence.kindOf(object) == "barrier") continue;
        std::map<std::uint32_t, Duration> byLane;
        for (const std::uint32_t lane : evidence.actors())
            if (evidence.uses(lane, object)) byLane[lane] = 0;
        for (const Wait& wait : waits) byLane[wait.lane] += wait.duration();
        if (byLane.size() < 3) continue;
        std::vector<std::pair<Duration, std::uint32_t>> sorted;
        for (const auto& [lane, waited] : byLane) sorted.emplace_back(waited, lane);
        std::sort(sorted.begin(), sorted.end());
        const auto [most, lane] = sorted.back();
        const Duration usual = sorted[(sorted.size() - 1) / 2].first;
        if (most < times * usual || static_cast<double>(most) < ofTheWall * static_cast<double>(evidence.wall))
            continue;
        found.push_back(
            {.at = evidence.extent.begin,
             .end = evidence.extent.end,
             .lanes = {lane},
             .cost = evidence.costOf(waits.front().state, most),
             .sentence = fmt::format(
                 "{} waited {} for {}, where the middle one of {} waited {}. Try a fair lock, or one that cannot be "
                 "taken past those who wait.",
                 evidence.laneName(lane), durationText(most), evidence.name(object), byLane.size(),
                 durationText(usual))});
    }
}

}  // namespace

namespace rule {
extern const Rule starvation;
const Rule starvation = {
    .name = "starvation",
    .title = "Starvation",
    .summary = "One actor waits far longer for an object than the others that use it",
    .find = find};
}  // namespace rule

}  // namespace corelane
