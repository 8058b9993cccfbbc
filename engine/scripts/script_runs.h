// How scripts are run by more than one model: in order on one thread, or with a thread an actor.
#pragma once

#include "engine/scripts/actor_threads.h"
#include "engine/scripts/blocking_object.h"
#include "engine/scripts/script_execution.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/watchdog.h"

#include <span>
#include <vector>

namespace corelane {

// One thread carries out all actors' own steps, one actor after the other as far as its queues allow; nobody waits
// for anybody. Sleeps are slept; a delay, which is about when others begin, is not.
Result<> runActorsInOrder(ScriptExecution&);

// What the actors of one run share, whoever makes their threads: the objects, and a watchdog, which ends a run in
// which no actor can go on, or none ended a step within the script's patience, with a sentence.
class Performance {
  public:
    Performance(ScriptExecution&, const MakeObject&);
    // Those that begin with the run; the others are spawned by them, on threads of threads().
    std::vector<std::uint32_t> first() const;
    // An actor's whole part, by a thread of its own. Each of first() must come, all at once, or be refused.
    // `created`: when somebody began to make the thread.
    void perform(std::uint32_t instance, WorkerLane::Mark created);
    // There is no thread for these: the run stops.
    void refuse(std::span<const std::uint32_t> instances);
    ActorThreads& threads() { return m_threads; }  // join() before the run ends

  private:
    ScriptExecution& m_execution;
    const StepNames m_names;
    WaitBoard m_board;
    ActorThreads m_threads;
    const Watchdog m_watchdog;
};

// Every actor, at most maximumActorThreads, on a std::thread of its own, all at once.
Result<> runActorsOnThreads(ScriptExecution&, const MakeObject&);

inline constexpr std::uint32_t maximumActorThreads = 64;

}  // namespace corelane
