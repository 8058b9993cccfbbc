#include "engine/whatif/what_if.h"

#include "engine/findings/evidence.h"
#include "engine/whatif/replay.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace corelane {

namespace question {
#define ENTRY(name) extern const Question name;
#include "corelane_whatif_table.inc"
#undef ENTRY
}  // namespace question

namespace {

const Question* const table[] = {
#define ENTRY(name) &question::name,
#include "corelane_whatif_table.inc"
#undef ENTRY
};

std::string outcome(Duration wall, Duration measured) {
    const double change = static_cast<double>(wall) / static_cast<double>(measured) - 1;
    if (std::abs(change) < 0.005) return fmt::format("it would take {}, as it did", durationText(wall));
    return fmt::format(
        "it would take {}, {:.0f} % {}", durationText(wall), std::abs(change) * 100, change < 0 ? "less" : "more");
}

}  // namespace

std::span<const Question* const> questions() {
    return {table, std::size(table)};
}

WhatIf whatIf(const Trace& trace, const Run& run, const WhatIfChoice& choice, const std::atomic<bool>* outdated) {
    WhatIf result;
    const auto replay = Replay::of(trace, run);
    if (!replay) {
        result.refused = replay.error().message;
        return result;
    }
    result.measured = (*replay)->facts().measured;
    result.replayed = (*replay)->wall({});
    if (!result.replayed) {
        result.refused = "The hand-overs of the run do not line up when it is replayed.";
        return result;
    }
    const double off = static_cast<double>(*result.replayed) / static_cast<double>(result.measured) - 1;
    if (std::abs(off) > replayTolerance) {
        result.refused = fmt::format(
            "Replayed unchanged the run takes {} and not {}: it holds something the replay does not know.",
            durationText(*result.replayed), durationText(result.measured));
        return result;
    }
    for (const Question* question : table) {
        if (outdated && *outdated) break;
        const Answer answer = question->ask(trace, **replay, choice);
        Prediction& prediction = result.predictions.emplace_back();
        prediction.question = question;
        prediction.wall = answer.wall;
        prediction.assumes = answer.assumes;
        prediction.sentence = answer.wall
                                  ? fmt::format("{} {}.", answer.sentence, outcome(*answer.wall, result.measured))
                                  : answer.sentence;
    }
    return result;
}

}  // namespace corelane
