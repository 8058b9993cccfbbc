// A script's actors as the threads of an OpenMP team.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/trace/result.h"

#include <string_view>

namespace corelane {

inline constexpr std::string_view openmpConstructs = "openmp";  // the family its objects are of

// Every actor, at most maximumActorThreads, is one thread of a team that is made for the run. Locks are OpenMP's. The
// barrier is not: `#pragma omp barrier` is where the whole team meets, all of it and at one place in the program,
// while a script's barrier has a capacity, and there may be several.
Result<> runActorsOnTeam(ScriptExecution&);

}  // namespace corelane
