// The process whose children are a script's actors: `corelane-engine worker actors PARENT ...`.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/trace/result.h"

#include <span>

namespace corelane {

// The engine's side: runs the script once, each actor a process.
Result<> runAttendedActors(ScriptExecution&);

// `words`: PARENT ORDER SCRIPT RECORDER CONTROL. Gives the exit status.
int attendActors(std::span<char*> words);

}  // namespace corelane
