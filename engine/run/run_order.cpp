#include "engine/run/run_order.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

namespace corelane {

namespace {

// Fisher-Yates by hand: std::shuffle's order is the library's own choice, and a seed should mean the same everywhere.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

std::vector<PlannedRun> planRuns(const Preset& preset, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<std::size_t> order(preset.models.size());
    std::vector<PlannedRun> plan;
    for (int block = 0; block < preset.warmup + preset.repetitions; ++block) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        shuffle(order, random);
        if (block == 0 && preset.warmup > 0) {
            const auto serial =
                std::ranges::find_if(order, [&](std::size_t m) { return preset.models[m].model->name == "serial"; });
            if (serial != order.end()) std::rotate(order.begin(), serial, serial + 1);
        }
        const bool warmup = block < preset.warmup;
        const int repetition = warmup ? 0 : block - preset.warmup + 1;
        for (const std::size_t model : order) {
            PlannedRun run{model, repetition, warmup, true};
            if (warmup || repetition > unrecordedBlocks) {
                plan.push_back(run);
                continue;
            }
            const bool recordedFirst = random() % 2 == 0;
            run.recorded = recordedFirst;
            plan.push_back(run);
            run.recorded = !recordedFirst;
            plan.push_back(run);
        }
    }
    return plan;
}

}  // namespace corelane
