#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace corelane {

namespace {

constexpr int fewestRounds = 5;
constexpr double mostly = 0.7;         // of the rounds that the same one ends
constexpr double farAboveMean = 1.15;  // times the mean useful time

// What a round's last one made the others wait.
struct Round {
    std::uint32_t last = nobody;
    Time begin = 0, end = 0;
    Duration waited = 0;
};

std::vector<Round> roundsOf(const std::vector<Wait>& waits) {
    std::map<std::pair<std::uint32_t, Time>, Round> rounds;
    for (const Wait& wait : waits) {
        if (wait.giver == nobody) continue;
        Round& round = rounds[{wait.giver, wait.given}];
        round.begin = round.waited == 0 ? wait.begin : std::min(round.begin, wait.begin);
        round.last = wait.giver;
        round.end = wait.given;
        round.waited += wait.duration();
    }
    std::vector<Round> list;
    for (const auto& [key, round] : rounds) list.push_back(round);
    return list;
}

void atBarrier(
    const Evidence& evidence, std::uint16_t object, const std::vector<Wait>& waits, std::vector<Finding>& found) {
    const std::vector<Round> rounds = roundsOf(waits);
    if (rounds.size() < fewestRounds) return;
    std::map<std::uint32_t, std::size_t> times;
    Duration waited = 0;
    const Round* worst = &rounds.front();
    for (const Round& round : rounds) {
        ++times[round.last];
        waited += round.waited;
        if (round.waited > worst->waited) worst = &round;
    }
    const Duration cost = evidence.costOf(waits.front().state, waited);
    if (!evidence.matters(cost)) return;
    const auto often = std::max_element(
        times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const bool oneOfThem = static_cast<double>(often->second) >= mostly * static_cast<double>(rounds.size());
    const std::string who = oneOfThem ? fmt::format(
                                            "{} came last to {} in {} of {} rounds", evidence.laneName(often->first),
                                            evidence.name(object), often->second, rounds.size())
                                      : fmt::format(
                                            "Each of {} rounds at {} lasted as long as its slowest", rounds.size(),
                                            evidence.name(object));
    found.push_back(
        {.at = worst->begin,
         .end = worst->end,
         .lanes = {oneOfThem ? often->first : worst->last},
         .cost = cost,
         .sentence = fmt::format(
             "{}, and the others waited {} in all, {} of it for {} from {} on. Try to share the work of a round out "
             "more evenly, or fewer rounds.",
             who, durationText(waited), durationText(worst->waited), evidence.laneName(worst->last),
             evidence.since(worst->begin))});
}

void byShare(const Evidence& evidence, std::vector<Finding>& found) {
    Duration sum = 0, most = 0;
    std::uint32_t busiest = 0;
    for (const Work& work : evidence.work()) {
        const Duration own = evidence.run.laneOfEdge(work.lane).segments.totals(
            evidence.extent.begin, evidence.extent.end)[static_cast<std::size_t>(State::Useful)];
        sum += own;
        if (own <= most) continue;
        most = own;
        busiest = work.lane;
    }
    const std::size_t workers = evidence.work().size();
    const double mean = static_cast<double>(sum) / static_cast<double>(workers);
    if (workers < 2 || static_cast<double>(most) < farAboveMean * mean) return;
    const auto waited =
        evidence.balance.of(State::Lock) + evidence.balance.of(State::Queue) + evidence.balance.of(State::Idle);
    const auto more = static_cast<Duration>((static_cast<double>(most) - mean) * static_cast<double>(workers));
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .lanes = {busiest},
         .cost = std::min(waited, more),
         .sentence = fmt::format(
             "{} computed for {}, {} more than the mean of {} workers. Try a model that shares work out while it "
             "runs, or smaller tasks.",
             evidence.laneName(busiest), durationText(most), shareText(static_cast<double>(most) / mean - 1),
             workers)});
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    for (const auto& [object, waits] : evidence.waits())
        if (evidence.kindOf(object) == "barrier") atBarrier(evidence, object, waits, found);
    if (!evidence.isScript()) byShare(evidence, found);
}

}  // namespace

namespace rule {
extern const Rule straggler;
const Rule straggler = {
    .name = "straggler",
    .title = "Straggler",
    .summary = "One actor comes to the barrier last, or computes far more than the others, and they wait for it",
    .find = find};
}  // namespace rule

}  // namespace corelane
