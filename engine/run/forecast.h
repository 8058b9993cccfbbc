// What a preset of task graphs would take, before it runs: tasks, time, memory. Some of its tasks are really
// computed, to see how long one lasts here.
#pragma once

#include "engine/run/preset.h"

#include <cstdint>
#include <vector>

namespace corelane {

struct Forecast {
    struct PerModel {
        const Model* model = nullptr;
        int workers = 1;
        Duration ideal = 0;  // of one run: the work shared out evenly, but no less than the longest chain of tasks
    };
    std::uint64_t tasks = 0, dependences = 0;
    Duration task = 0;             // the mean
    Duration work = 0;             // of all tasks, one after the other: what serial takes at least
    Duration chain = 0;            // the longest chain of tasks that need each other
    std::uint64_t memory = 0;      // bytes: outputs of all tasks, and the scratch memory of the most workers
    std::uint64_t freeMemory = 0;  // 0: the system does not tell. The engine takes at most half of it
    std::vector<PerModel> models;  // in the preset's order
};

// Takes about a twentieth of a second, longer only where a single task does. Error (Invalid): it is a script, whose
// time only running it tells.
Result<Forecast> forecast(const Preset&);

}  // namespace corelane
