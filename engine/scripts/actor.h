// An actor of a script on a thread of its own: its lane, its waits, its hand-overs. The objects it meets block the
// thread; see blocking_object.h.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/scripts/wait_board.h"
#include "workloads/actor_program.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

class BlockingObject;
class Offspring;
class StepNames;
struct Belongings;

// The actors of a run as each of them sees it: what they share, and how one more begins.
class Ensemble {
  public:
    virtual ~Ensemble() = default;
    virtual std::span<const std::unique_ptr<BlockingObject>> objects() const = 0;
    virtual Offspring& offspring(std::uint32_t actor) = 0;  // a spawned one
    // Any actor. `created`: when somebody began to make it; `spawn`: the hand-over that did, 0: none.
    virtual Result<> start(std::uint32_t instance, WorkerLane::Mark created, HandoverId spawn) = 0;
};

// What an actor does while it waits: leaves its core, or keeps it.
enum class Way : std::uint8_t { Park, Spin };
// Whether the watchdog sees a wait: one that ends by itself is none that it need know of.
enum class Watched : std::uint8_t { Yes, No };

// Made, used and destroyed by one thread.
class Actor {
  public:
    // Opens the actor's lane, named after it; `created`: when somebody began to make its thread;
    // `spawn`: the hand-over that was, if it was an actor.
    Actor(
        ScriptExecution&, const StepNames&, WaitBoard&, std::uint32_t instance, WorkerLane::Mark created,
        HandoverId spawn, std::string_view making = "start thread");
    ~Actor();  // adds what it did to the recorder's digest
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;

    // Goes through the actor's steps. Ends early when the run is to stop.
    void perform(Ensemble&);

    std::uint32_t number() const { return m_number; }
    // The run is to stop; a background actor also ends when all others have.
    bool stopped() const;
    // The run is wrong and ends. `what` follows the actor's name: "puts into Q, which is closed; ..."
    void fault(const std::string& what);
    // When its last span or wait ended: a clock reading that costs nothing, at most a few uncontended steps old.
    std::uint64_t lastTicks() const { return m_last.ticks; }
    // Begins `count` hand-overs of what it held since `sinceTicks` (0: nothing was held); the first one's number.
    HandoverId give(const Waitable& what, std::uint32_t count, std::uint64_t sinceTicks);

    // It got what a process held that died: said in its lane, "L: its owner died".
    void recovers(const Waitable& what);

    // A wait, from its making to its end: recorded, and seen by the watchdog.
    class Waiting {
      public:
        Waiting(
            Actor& actor, const Waitable& object, State state, std::uint64_t ticket = 0, Way way = Way::Park,
            Watched watched = Watched::Yes)
            : m_actor(actor), m_watched(watched), m_name(way == Way::Spin ? object.spinSpan : object.span),
              m_parkName(object.span), m_state(state), m_begin(actor.m_lane.mark()),
              m_first(actor.m_recorder.handovers(0)) {
            if (watched == Watched::Yes) actor.m_board.waits(actor.number(), object, ticket, m_begin.ticks);
        }
        // It spun so far and parks from now on: two spans.
        void parks();
        // What was given before the wait began did not end it, though it may lie there still.
        void endedBy(HandoverId handover) { m_handover = handover >= m_first ? handover : 0; }
        // It is over now, before the waiter gives something itself: what a lane notes is in the order of time.
        void endNow(HandoverId handover);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

      private:
        void end();
        Actor& m_actor;
        Watched m_watched;
        NameId m_name, m_parkName;
        State m_state;
        WorkerLane::Mark m_begin;
        HandoverId m_first, m_handover = 0;
        bool m_over = false;
    };

    // Work of an object's own that is worth a span: useful, with `name`. Waits may lie inside.
    class Working {
      public:
        Working(Actor& actor, NameId name, bool recorded) : m_actor(actor), m_recorded(recorded) {
            if (recorded) actor.m_lane.open(State::Useful, name);
        }
        ~Working() {
            if (m_recorded) m_actor.m_lane.close();
        }
        Working(const Working&) = delete;
        Working& operator=(const Working&) = delete;

      private:
        Actor& m_actor;
        bool m_recorded;
    };

  private:
    bool carryOut(const Step&, Ensemble&);  // false: the run stops
    bool prepare();                         // what it has for itself
    bool own(const Step&);
    bool spawn(const Step&, Ensemble&);
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
