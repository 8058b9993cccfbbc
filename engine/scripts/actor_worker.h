// The threads that run suspending actors, and their lanes.
#pragma once

#include "engine/scripts/script_execution.h"

#include <functional>

namespace corelane {

// Made, used and destroyed by one thread.
class ActorWorker {
  public:
    // Binds the thread to its core and opens the lane "w<index>"; `created`: when somebody began to make the thread.
    ActorWorker(ScriptExecution&, int index, WorkerLane::Mark created);
    ~ActorWorker() { lane.close(); }
    ActorWorker(const ActorWorker&) = delete;
    ActorWorker& operator=(const ActorWorker&) = delete;

    WorkerLane lane;
    WorkerLane::Mark last;  // when it last did something of its own
    int transfers = 0;      // from actor to actor since the thread's own loop had control
};

// Makes `count` threads and calls work(worker) on each; returns when all have returned. The run's wall time is from
// before the first to after the last. When the system refuses a thread the run is told to stop, missing(n) tells that
// neither worker n nor those after it will come, and an error says what happened.
Result<> runActorWorkers(
    ScriptExecution&, int count, const std::function<void(ActorWorker&)>& work,
    const std::function<void(int)>& missing);

}  // namespace corelane
