// A script's actors as tasks of a tbb::task_arena that has a thread for each.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/trace/result.h"

#include <string_view>

namespace corelane {

inline constexpr std::string_view tbbConstructs = "tbb";  // the family its objects are of

// Every actor, at most maximumActorThreads, is a task that blocks its thread where it waits. oneTBB's threads are
// made for the run and end with it. The thread that takes part first is one of the run's own.
Result<> runActorsInArena(ScriptExecution&);

}  // namespace corelane
