// How scripts are run by more than one model: in order on one thread, or with a thread an actor.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/script_execution.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/watchdog.h"

#include <functional>
#include <memory>
#include <vector>

namespace corelane {

// One thread carries out all actors' steps of work, one actor after the other as far as its queues allow; nobody
// waits for anybody. Sleeps are slept; a delay, which is about when others begin, is not.
Result<> runActorsInOrder(ScriptExecution&);

using MakeObject = std::function<std::unique_ptr<BlockingObject>(const ScriptObject&, std::uint32_t producers)>;

// What the actors of one run share, whoever makes their threads: the objects, and a watchdog, which ends a run in
// which no actor can go on, or none ended a step within the script's patience, with a sentence.
class Performance {
  public:
    Performance(ScriptExecution&, const MakeObject&);
    // An actor's whole part, by a thread of its own. Every instance must come, all at once, or be refused.
    // `created`: when somebody began to make the thread.
    void perform(std::uint32_t instance, WorkerLane::Mark created);
    // There is no thread for this instance, nor for those after it: the run stops.
    void refuse(std::uint32_t first);

  private:
    ScriptExecution& m_execution;
    const StepNames m_names;
    const std::vector<std::unique_ptr<BlockingObject>> m_objects;
    WaitBoard m_board;
    const Watchdog m_watchdog;
};

// Every actor, at most maximumActorThreads, on a std::thread of its own, all at once.
Result<> runActorsOnThreads(ScriptExecution&, const MakeObject&);

inline constexpr std::uint32_t maximumActorThreads = 64;

}  // namespace corelane
