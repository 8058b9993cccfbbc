// The order in which a comparison's runs follow each other: a function of the preset and the seed, nothing else.
#pragma once

#include "engine/run/preset.h"

#include <cstdint>
#include <vector>

namespace corelane {

struct PlannedRun {
    std::size_t model = 0;  // index in Preset::models
    int repetition = 0;     // 1 ... within the counted blocks, 0 within a warm-up block
    bool warmup = false;
    bool recorded = true;  // false: with the recorder off, next to the recorded run of the same block
};

// Warm-up blocks, then `repetitions` blocks, each with every model once in a shuffled order. In the first
// `unrecordedBlocks` counted blocks a run with the recorder off stands before or after each recorded one. The serial
// model, when it is there and there is a warm-up, is first of all: its digest is what the others are held to.
std::vector<PlannedRun> planRuns(const Preset&, std::uint64_t seed);

inline constexpr int unrecordedBlocks = 5;

}  // namespace corelane
