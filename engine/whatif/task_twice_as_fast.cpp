// One kind of task, or one step of a script, is twice as fast.
#include "engine/findings/evidence.h"
#include "engine/whatif/replay.h"
#include "engine/whatif/what_if.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

Answer ask(const Trace& trace, const Replay& replay, const WhatIfChoice& choice) {
    const auto& byName = replay.facts().byName;
    auto chosen = byName.end();
    if (choice.name.empty())
        chosen = std::ranges::max_element(byName, {}, [](const auto& entry) { return entry.second; });
    else
        chosen =
            std::ranges::find_if(byName, [&](const auto& entry) { return trace.name(entry.first) == choice.name; });
    if (chosen == byName.end()) {
        std::vector<std::string> names;
        for (const auto& [name, time] : byName) names.push_back(trace.name(name));
        if (names.empty()) return {{}, "Nothing was computed that has a name.", {}};
        return {{}, fmt::format("Nothing is called {}; known are {}.", choice.name, fmt::join(names, ", ")), {}};
    }
    Change change;
    change.faster = chosen->first;
    change.speed = 2;
    return {
        replay.wall(change), fmt::format("With {} twice as fast", trace.name(chosen->first)),
        "That everything else takes as long as it did, and goes on in the same order."};
}

}  // namespace

namespace question {
extern const Question task_twice_as_fast;
const Question task_twice_as_fast = {
    .name = "task_twice_as_fast",
    .title = "A task twice as fast",
    .summary = "What is called by one name, the longest in all unless another is asked for, takes half as long",
    .ask = ask};
}  // namespace question

}  // namespace corelane
