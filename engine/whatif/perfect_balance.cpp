// The work is spread evenly over the cores.
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
    const int cores = std::min(facts.cores, facts.lanes);
    if (cores < 2) return {{}, "One core or one worker has nothing to balance.", {}};
    const Duration spread = facts.work / cores;
    const Duration chain = replay.longestChain().value_or(0);
    const bool chained = chain > spread;
    return {
        std::min(facts.measured, facts.before + std::max(spread, chain) + facts.after),
        fmt::format("If its work were spread evenly over {} cores", cores),
        chained
            ? "That only the longest chain of tasks that need each other counts; it is longer than a core has work."
            : "That the work can be divided at will, and costs what it did."};
}

}  // namespace

namespace question {
extern const Question perfect_balance;
const Question perfect_balance = {
    .name = "perfect_balance",
    .title = "Perfect balance",
    .summary = "The same work, spread so evenly that no core has to wait for another",
    .ask = ask};
}  // namespace question

}  // namespace corelane
