#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace corelane {

namespace {

constexpr std::size_t fewest = 50;  // moves to where it came from

// One that an actor computes at: a worker for coroutines and the like, else a core.
using Place = std::size_t;

// Where each worker was from when on, in order of time. Of pinned ones nothing: they stay.
using Stays = std::vector<std::pair<Time, Place>>;
std::vector<Stays> staysOfWorkers(const Run& run) {
    std::vector<Stays> stays(run.workers.size());
    if (run.info.pinned) return stays;
    for (Place core = 0; core < run.cores.size(); ++core)
        for (std::size_t i = 0; i < run.cores[core]->spans.size(); ++i)
            if (const Span& span = run.cores[core]->spans[i]; span.task > 0 && span.task <= stays.size())
                stays[span.task - 1].emplace_back(span.begin, core);
    for (Stays& of : stays) std::ranges::sort(of);
    return stays;
}

// What an actor does first after it came to a place, and what it does when it stayed: the same step takes longer
// while the caches there do not hold what it works on.
struct Lengths {
    Duration afterMove = 0, stayed = 0;
    std::size_t moves = 0, stays = 0;

    double longer() const {  // by how much, on average; 0 when that is not known
        if (moves == 0 || stays == 0) return 0;
        return static_cast<double>(afterMove) / static_cast<double>(moves) -
               static_cast<double>(stayed) / static_cast<double>(stays);
    }
};

class Walk {
  public:
    explicit Walk(const Run& run) : m_run(run), m_stays(staysOfWorkers(run)) {}

    // Follows an actor from place to place; how often it went back to where it had come from.
    std::size_t follow(std::uint32_t number) {
        std::optional<Place> here, before;
        std::size_t returns = 0;
        const Lane& lane = m_run.laneOfEdge(number);
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const Span& span = lane.spans[i];
            if (span.state != State::Useful || span.end <= span.begin) continue;
            const std::optional<Place> place = placeOf(number, span);
            if (!place) continue;
            const bool moved = here && *here != *place;
            if (moved) {
                returns += before == place ? 1 : 0;
                before = here;
            }
            if (here) {
                Lengths& of = m_lengths[span.name];
                (moved ? of.afterMove : of.stayed) += span.end - span.begin;
                ++(moved ? of.moves : of.stays);
            }
            here = place;
        }
        return returns;
    }
    const std::map<std::uint16_t, Lengths>& lengths() const { return m_lengths; }  // by name of what it computes

  private:
    std::optional<Place> placeOf(std::uint32_t number, const Span& span) const {
        if (number & inTaskLanes) {
            const auto found = span.task ? m_run.find(span.task) : std::nullopt;
            return found ? std::optional<Place>(found->worker) : std::nullopt;
        }
        const Stays& stays = m_stays[number];
        const auto after = std::ranges::upper_bound(stays, span.begin, {}, &Stays::value_type::first);
        return after == stays.begin() ? std::nullopt : std::optional(std::prev(after)->second);
    }

    const Run& m_run;
    const std::vector<Stays> m_stays;
    std::map<std::uint16_t, Lengths> m_lengths;
};

void find(const Evidence& evidence, std::vector<Finding>& found) {
    Walk walk(evidence.run);
    Finding finding{.at = evidence.extent.begin, .end = evidence.extent.end};
    std::size_t returns = 0;
    for (const std::uint32_t number : evidence.actors())
        if (const std::size_t own = walk.follow(number); own > 0) {
            returns += own;
            finding.lanes.push_back(number);
        }
    double cost = 0, moves = 0;
    for (const auto& [name, of] : walk.lengths()) {
        cost += of.longer() * static_cast<double>(of.moves);
        moves += static_cast<double>(of.moves);
    }
    if (returns < fewest || cost <= 0) return;
    finding.cost = static_cast<Duration>(cost);
    const std::size_t movers = finding.lanes.size();
    const std::string longer = durationText(static_cast<Duration>(cost / moves));
    if (finding.lanes.front() & inTaskLanes)
        finding.sentence = fmt::format(
            "{} actors went to another worker and back {} times, and what they computed next took {} longer on "
            "average "
            "than where they stayed. Try one worker for those who wait for each other, or less data to fetch anew.",
            movers, returns, longer);
    else
        finding.sentence = fmt::format(
            "{} workers went to another core and back {} times, and what they computed next took {} longer on "
            "average than "
            "where they stayed. Try to bind each to a core, or less data to fetch anew.",
            movers, returns, longer);
    found.push_back(std::move(finding));
}

}  // namespace

namespace rule {
extern const Rule ping_pong_migration;
const Rule ping_pong_migration = {
    .name = "ping_pong_migration",
    .title = "Ping-pong migration",
    .summary = "Actors move between the same cores or workers again and again, and find their caches cold",
    .find = find};
}  // namespace rule

}  // namespace corelane
