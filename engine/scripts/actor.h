// An actor of a script on a thread of its own: its lane, its waits, its hand-overs. The objects it meets block the
// thread; see blocking_object.h.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/scripts/wait_board.h"
#include "workloads/actor_program.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace corelane {

class ActorThreads;
class StepNames;
struct Belongings;

// Made, used and destroyed by one thread.
class Actor {
  public:
    // Opens the actor's lane, named after it; `created`: when somebody began to make its thread;
    // `spawn`: the hand-over that was, if it was an actor.
    Actor(
        ScriptExecution&, const StepNames&, WaitBoard&, std::uint32_t instance, WorkerLane::Mark created,
        HandoverId spawn);
    ~Actor();  // adds what it did to the recorder's digest
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;

    // Goes through the actor's steps. Ends early when the run is to stop.
    void perform(ActorThreads&);

    std::uint32_t number() const { return m_number; }
    // The run is to stop; a background actor also ends when all others have.
    bool stopped() const;
    // The run is wrong and ends. `what` follows the actor's name: "puts into Q, which is closed; ..."
    void fault(const std::string& what);
    // When its last span or wait ended: a clock reading that costs nothing, at most a few uncontended steps old.
    std::uint64_t lastTicks() const { return m_last.ticks; }
    // Begins `count` hand-overs of what it held since `sinceTicks` (0: nothing was held); the first one's number.
    HandoverId give(const Waitable& what, std::uint32_t count, std::uint64_t sinceTicks);

    // A wait, from its making to its end: recorded, and seen by the watchdog.
    class Waiting {
      public:
        Waiting(Actor& actor, const Waitable& object, State state, std::uint64_t ticket = 0)
            : m_actor(actor), m_object(object), m_state(state), m_begin(actor.m_lane.mark()),
              m_first(actor.m_recorder.handovers(0)) {
            actor.m_board.waits(actor.number(), object, ticket);
        }
        // What was given before the wait began did not end it, though it may lie there still.
        void endedBy(HandoverId handover) { m_handover = handover >= m_first ? handover : 0; }
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

      private:
        Actor& m_actor;
        const Waitable& m_object;
        State m_state;
        WorkerLane::Mark m_begin;
        HandoverId m_first, m_handover = 0;
    };

  private:
    bool carryOut(const Step&, ActorThreads&);  // false: the run stops
    bool prepare();                             // what it has for itself
    bool own(const Step&);
    bool spawn(const Step&, ActorThreads&);
    bool sleep(double microseconds);
    bool period(const Step&);

    Recorder& m_recorder;
    WaitBoard& m_board;
    const Script& m_script;
    std::uint32_t m_number;
    bool m_background;
    ActorProgram m_program;
    const std::unique_ptr<Belongings> m_belongings;
    WorkerLane m_lane;
    WorkerLane::Mark m_last;
    const StepNames& m_names;
    NameId m_sleepName;
};

}  // namespace corelane
