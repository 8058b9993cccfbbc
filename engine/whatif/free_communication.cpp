// Hand-overs between workers take no time.
#include "engine/findings/evidence.h"
#include "engine/whatif/replay.h"
#include "engine/whatif/what_if.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

Answer ask(const Trace&, const Replay& replay, const WhatIfChoice&) {
    const Replay::Facts& facts = replay.facts();
    if (facts.handOvers == 0) return {{}, "Nothing was handed from one worker to another.", {}};
    Change change;
    change.communication = 0;
    return {
        replay.wall(change),
        fmt::format(
            "If its {} hand-overs, {} in all, took no time", facts.handOvers, durationText(facts.handOverTime)),
        replay.longestChain()
            ? "That what passes between an input and the task that needs it, on another worker, is its "
              "hand-over: sending, waking and fetching."
            : "That what passes between giving and running on is the hand-over: waking, and a core."};
}

}  // namespace

namespace question {
extern const Question free_communication;
const Question free_communication = {
    .name = "free_communication",
    .title = "Free communication",
    .summary = "Whatever is handed from one worker to another is there at once",
    .ask = ask};
}  // namespace question

}  // namespace corelane
