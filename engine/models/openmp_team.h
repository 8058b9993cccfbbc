// A team of OpenMP's threads that runs as a model's workers.
#pragma once

#include "engine/models/worker.h"

#include <functional>

namespace corelane {

// How `omp for schedule(runtime)` shares its loop out: the words of the option and what OpenMP makes of them.
inline constexpr std::string_view openmpSchedules[] = {"static", "dynamic", "guided"};

// Calls work(worker) on every thread of a team, made for this run; returns when all have returned. Loops with
// schedule(runtime) follow the options "schedule" and "chunk" (0 leaves it to OpenMP), where the model has them. The
// run's wall time is from before the first thread to after the last. Fewer threads than asked for are an error, told
// when the run has ended.
Result<> runOnTeam(Execution&, const Outputs&, const std::function<void(Worker&)>& work);

}  // namespace corelane
