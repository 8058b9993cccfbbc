// How scripts are run by more than one model: in order on one thread, or with a thread an actor.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/script_execution.h"

#include <memory>

namespace corelane {

// One thread carries out all actors' steps of work, one actor after the other as far as its queues allow; nobody
// waits for anybody. Sleeps are slept; a delay, which is about when others begin, is not.
Result<> runActorsInOrder(ScriptExecution&);

// Every actor, at most maximumActorThreads, on a thread of its own, all at once. A watchdog ends a run in which no
// actor can go on, or none ended a step within the script's patience, with a sentence.
using MakeObject = std::unique_ptr<BlockingObject> (*)(const ScriptObject&, std::uint32_t producers);
Result<> runActorsOnThreads(ScriptExecution&, MakeObject);

inline constexpr std::uint32_t maximumActorThreads = 64;

}  // namespace corelane
