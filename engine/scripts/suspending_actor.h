// An actor of a script that is suspended where it waits, so that its thread can go on with another one: what a
// coroutine or a fiber carries out. Its lane is a task lane; whichever worker runs it notes there what it does.
//
//     while (actor.next())              // steps that never wait are carried out in there
//         if (actor.begin()) ...        // suspended: go on once the scheduler has resumed it by resume(worker)
//         actor.finish();
#pragma once

#include "engine/scripts/actor_scheduler.h"
#include "engine/scripts/actor_worker.h"
#include "engine/scripts/script_execution.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/wait_board.h"
#include "workloads/actor_program.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

class SuspendingActor;
class SuspendingObject;
class SuspendingOffspring;
struct ObjectUsers;

using MakeSuspendingObject =
    std::function<std::unique_ptr<SuspendingObject>(const ScriptObject&, const ObjectUsers&)>;

// What all actors of a run share. Made before the run, outlives them.
struct ActorCrew {
    ActorCrew(ScriptExecution&, ActorScheduler&, const MakeSuspendingObject&);
    ~ActorCrew();

    const Script& script;
    Recorder& recorder;
    ActorScheduler& scheduler;
    StepNames names;
    WaitBoard board;
    std::vector<std::unique_ptr<SuspendingObject>> objects;
    std::vector<std::unique_ptr<SuspendingOffspring>> offspring;  // by actor: of a spawned one, else null
    NameId readyName, sleepName, poolName, prepareName;
    std::uint64_t worthNoting;  // ticks: a shorter time between ready and running is not recorded

    bool spawnedLater(std::uint32_t instance) const {
        return script.actors()[script.instance(instance).actor].spawned;
    }
    bool ended() const { return recorder.stopRequested() || board.foreground() == 0; }
};

class SuspendingActor {
  public:
    SuspendingActor(ActorCrew&, std::uint32_t instance);
    ~SuspendingActor();  // adds what it did to the recorder's digest
    SuspendingActor(const SuspendingActor&) = delete;
    SuspendingActor& operator=(const SuspendingActor&) = delete;

    // By the worker that runs it.
    bool next();                // false: it has ended, or the run is to stop
    bool begin();               // true: it is suspended, and may be running on another worker already
    void finish();              // what the step brought
    void resume(ActorWorker&);  // it goes on here; notes for how long it waited, and was ready
    void work(ActorWorker&);    // by a worker of a pool: carries out the step it was suspended at
    void spawnedBy(HandoverId spawn, std::uint64_t ticks);  // before it begins

    std::uint32_t number() const { return m_number; }
    ActorWorker& worker() const { return *m_worker; }
    // The run is wrong and ends. `what` follows the actor's name: "puts into Q, which is closed; ..."
    void fault(const std::string& what);
    // It slept until some time ago; `now`: ticks.
    void slept(std::uint64_t now, std::chrono::nanoseconds late);
    // The run stops and the actor is suspended: what it waits for is noted as a wait until now.
    void abandon(ActorWorker&);

    // By objects, under their lock, before the actor is put into a line.
    void waitFor(const Waitable&, State, std::uint64_t ticket = 0);
    // The same, for a time: the watchdog need not know.
    void waitForAWhile(const Waitable&, State);
    // It is in no line any more, and goes on: without what it waited for, or with it. `ticks`: now.
    void giveUp(std::uint64_t ticks);
    void goOnAt(std::uint64_t ticks, HandoverId handover = 0);
    // By objects on behalf of the running actor: `waiter`, which is in no line any more, goes on. `heldSince`: ticks,
    // or 0 where nothing was held.
    void giveTo(SuspendingActor& waiter, const Waitable& what, std::uint64_t heldSince = 0);
    // By the running actor: what ends the wait of whoever will get it.
    HandoverId handOver(const Waitable& what) { return give(what, 0, m_worker->lane.mark()); }
    ActorScheduler& scheduler() const { return m_crew.scheduler; }
    // The same without going on: it waits for `then` from now on, by which this actor is told.
    void giveToWaitFor(SuspendingActor& waiter, const Waitable& what, const Waitable& then);
    // It need not wait for what it was about to wait for: nobody had it.
    void goOn(SuspendingActor& waiter);
    std::uint64_t lastTicks() const { return m_worker->last.ticks; }

    enum class Brought : std::uint8_t { Nothing, Item, Closed, Failed };
    void bring(Brought what, std::uint64_t value = 0) {
        m_brought = what;
        m_value = value;
    }
    std::uint64_t value() const { return m_value; }  // an item to be put, while it waits for room

  private:
    using Mark = WorkerLane::Mark;
    bool stopped() const;
    void carryOut();
    void suspend(State, NameId);
    void sleepFor(std::chrono::nanoseconds);
    bool prepare();  // what it has for itself
    void own(ActorWorker&);
    void startTimer();
    void spawn();
    bool tryLock();
    void end();
    void took();
    void noteLateness();
    bool waitsOn() const;  // the counter it waits for is not high enough
    SuspendingObject& object() const;
    void noteWait(ActorWorker& by, Mark end, HandoverId);
    HandoverId give(const Waitable& what, std::uint64_t heldSince, Mark at);

    ActorCrew& m_crew;
    const std::uint32_t m_number;
    const bool m_background;
    bool m_started = false, m_failed = false, m_suspended = false, m_again = false;
    Brought m_brought = Brought::Nothing;
    State m_waitState = State::Idle;
    NameId m_waitName = 0;
    HandoverId m_handover = 0;
    const Step* m_step = nullptr;
    ActorWorker* m_worker = nullptr;
    ActorScheduler::TimePoint m_periodEnd;
    std::uint64_t m_since = 0, m_ready = 0;    // ticks: when it was suspended, when it could go on
    std::uint64_t m_value = 0;                 // an item, or for how long it sleeps
    std::unique_ptr<Belongings> m_belongings;  // null: it needs none
    ActorProgram m_program;
};

}  // namespace corelane
