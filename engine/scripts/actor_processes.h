// The actors of a run that are processes: forked, from one with a single thread, after their objects have been made
// in memory they share.
#pragma once

#include "engine/scripts/actor_threads.h"

namespace corelane {

// Runs every actor in a process of its own and returns when nobody is left. One that is killed is a fault of the run;
// the others go on as far as they can. Scripts with spawned actors or services are not for it. The calling process
// has one thread, and no more of its own to do with what it returns to than to leave.
Result<> runActorsInProcesses(ScriptExecution&, const MakeObject&);

// Why it cannot run the script; "": it can.
std::string notForProcesses(const Script&);

}  // namespace corelane
