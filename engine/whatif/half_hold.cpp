// What is done while holding a lock takes half as long.
#include "engine/findings/evidence.h"
#include "engine/whatif/replay.h"
#include "engine/whatif/what_if.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

Answer ask(const Trace& trace, const Replay& replay, const WhatIfChoice&) {
    const Replay::Facts& facts = replay.facts();
    if (facts.held <= 0) return {{}, "Nobody waited for a lock that another computed under.", {}};
    std::vector<std::string> names;
    for (const std::uint16_t name : facts.heldNames) names.push_back(trace.name(name));
    Change change;
    change.hold = 0.5;
    return {
        replay.wall(change),
        fmt::format(
            "With half the time computed under locks ({} instead of {})", durationText(facts.held / 2),
            durationText(facts.held)),
        fmt::format(
            "That {} is done under a lock whenever it is done, and that locks go round in the same order.",
            fmt::join(names, ", "))};
}

}  // namespace

namespace question {
extern const Question half_hold;
const Question half_hold = {
    .name = "half_hold",
    .title = "Half the hold time",
    .summary = "What is computed while a lock is held takes half as long",
    .ask = ask};
}  // namespace question

}  // namespace corelane
