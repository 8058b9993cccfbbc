#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

// Of the run: a stage that has work for so long, and another one that waits for a pipe for so long.
constexpr double busy = 0.6, heldUp = 0.3;

struct Stage {
    std::uint32_t lane = 0;
    double has = 0, full = 0, empty = 0;  // shares of the run: something to do; before a full pipe, an empty one
};

std::vector<Stage> stagesOf(const Evidence& evidence) {
    std::vector<Stage> stages;
    const auto share = [&](Duration time) { return static_cast<double>(time) / static_cast<double>(evidence.wall); };
    for (std::uint32_t i = 0; i < evidence.run.workers.size(); ++i) {
        const Lane& lane = *evidence.run.workers[i];
        if (!lane.watched) continue;
        Stage stage{i};
        for (std::size_t s = 0; s < lane.spans.size(); ++s) {
            const Span& span = lane.spans[s];
            if (span.state != State::Queue) continue;
            const std::string name = evidence.name(span.name);
            if (name == "pipe full") stage.full += share(span.end - span.begin);
            if (name == "pipe empty") stage.empty += share(span.end - span.begin);
        }
        const auto totals = lane.segments.totals(evidence.extent.begin, evidence.extent.end);
        stage.has = share(
            totals[static_cast<std::size_t>(State::Useful)] + totals[static_cast<std::size_t>(State::Runnable)]);
        stages.push_back(stage);
    }
    return stages;
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const std::vector<Stage> stages = stagesOf(evidence);
    if (stages.size() < 2 || evidence.wall <= 0) return;
    const auto slowest = std::ranges::max_element(stages, {}, &Stage::has);
    const auto before =
        std::max_element(stages.begin(), slowest, [](const Stage& a, const Stage& b) { return a.full < b.full; });
    const auto behind = std::max_element(
        std::next(slowest), stages.end(), [](const Stage& a, const Stage& b) { return a.empty < b.empty; });
    const double full = before == slowest ? 0 : before->full, empty = behind == stages.end() ? 0 : behind->empty;
    if (slowest->has < busy || std::max(full, empty) < heldUp) return;
    std::vector<std::string> waits;
    if (full >= heldUp)
        waits.push_back(
            fmt::format("{} stood before a full pipe for {}", evidence.laneName(before->lane), shareText(full)));
    if (empty >= heldUp)
        waits.push_back(
            fmt::format("{} before an empty one for {}", evidence.laneName(behind->lane), shareText(empty)));
    found.push_back(
        {.at = evidence.extent.begin,
         .end = evidence.extent.end,
         .lanes = {slowest->lane},
         .cost = evidence.balance.of(State::Queue),
         .sentence = fmt::format(
             "{} held the others up: it had work for {} of the run, while {}. Make it faster, or let several share "
             "what "
             "it does; nothing else in the chain would help.",
             evidence.laneName(slowest->lane), shareText(slowest->has), fmt::join(waits, " and "))});
}

}  // namespace

namespace rule {
extern const Rule slow_stage;
const Rule slow_stage = {
    .name = "slow_stage",
    .title = "Slowest stage of a chain",
    .summary = "One command of a chain works all the time, and others stand before full or empty pipes",
    .find = find,
    .ofCommands = true};
}  // namespace rule

}  // namespace corelane
