// Scripts under coroutines: one for each actor, resumed by a few threads.
#pragma once

#include "engine/scripts/suspending_actor.h"

namespace corelane {

// A coroutine an actor, all of them on execution.workers threads. A watchdog ends a run in which no actor can go on,
// or none ended a step within the script's patience, with a sentence.
Result<> runActorsAsCoroutines(ScriptExecution&, const MakeSuspendingObject&);

}  // namespace corelane
