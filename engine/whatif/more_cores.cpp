// More cores, with a worker more for each.
#include "engine/findings/evidence.h"
#include "engine/whatif/replay.h"
#include "engine/whatif/what_if.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

Answer ask(const Trace&, const Replay& replay, const WhatIfChoice& choice) {
    const Replay::Facts& facts = replay.facts();
    const int used = std::min(facts.cores, facts.lanes);
    const int cores = choice.cores > 0 ? choice.cores : 2 * facts.cores;
    if (used < facts.coresGiven)
        return {
            {},
            fmt::format(
                "More cores change nothing for a model that uses {} of the {} it has.", used, facts.coresGiven),
            {}};
    if (!replay.sharesAnew() && replay.longestChain())
        return {
            {},
            "What more cores would do cannot be told: each worker has its own share of the work, and how it would be "
            "shared out among more is not recorded.",
            {}};
    Change change;
    change.cores = cores;
    return {
        replay.wall(change), fmt::format("With {} cores instead of {}", cores, facts.cores),
        replay.sharesAnew()
            ? "That there is a worker for each core, that whoever is free takes the next task, and that "
              "memory is as fast for all of them."
            : "That actors do the same in the same order, on whatever core is free."};
}

}  // namespace

namespace question {
extern const Question more_cores;
const Question more_cores = {
    .name = "more_cores",
    .title = "More cores",
    .summary = "Twice as many cores, or as many as are asked for",
    .ask = ask};
}  // namespace question

}  // namespace corelane
