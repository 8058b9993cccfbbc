// The objects of a script where a waiting actor is suspended and its thread goes on with another one. What is given
// back is handed to the one who has waited longest, at once: nobody can take it in between.
//
// A waiting actor stays suspended until somebody hands over: when the run is to stop, nobody resumes it.
#pragma once

#include "engine/scripts/short_lock.h"
#include "engine/scripts/suspending_actor.h"

#include <memory>

namespace corelane {

// Actors that use an object from both sides; those to be spawned too.
struct ObjectUsers {
    std::uint32_t producers, takers;
};

class SuspendingObject : public Waitable {
  public:
    enum class Outcome {
        Done,
        Suspended,  // the actor may be running again already: nothing of it may be touched
        Failed,     // the recorder has been told why
    };

    // What the kind of object does not have is never called: Script::make() has seen to that.
    virtual Outcome lock(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual bool tryLock(SuspendingActor&) { CORELANE_ASSERT(false); }
    // Like lock(); whoever is suspended is to be told by giveUp(ticket) when its time is over. Not seen as a wait
    // that might last for ever.
    virtual Outcome tryLockFor(SuspendingActor&, std::uint64_t& /*ticket*/) { CORELANE_ASSERT(false); }
    // Nothing when it has been handed the lock. Any worker; `ticks`: now.
    virtual void giveUp(std::uint64_t /*ticket*/, std::uint64_t /*ticks*/) { CORELANE_ASSERT(false); }
    virtual Outcome lockShared(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual Outcome unlock(SuspendingActor&) { CORELANE_ASSERT(false); }
    // Of a suspended actor whose wait for a condition `giver` has ended: it goes on when it has the mutex.
    virtual void lockFor(SuspendingActor& /*waiter*/, SuspendingActor& /*giver*/) { CORELANE_ASSERT(false); }
    virtual Outcome acquire(SuspendingActor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual void release(SuspendingActor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual Outcome wait(SuspendingActor&, SuspendingObject* /*mutex, of a condition*/) { CORELANE_ASSERT(false); }
    virtual void notify(SuspendingActor&, bool /*all*/) { CORELANE_ASSERT(false); }
    virtual void set(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual void clear(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual Outcome meet(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual Outcome put(SuspendingActor&, std::uint64_t) { CORELANE_ASSERT(false); }
    // What was taken, or that there will be nothing, is told by SuspendingActor::brought().
    virtual Outcome take(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual void close(SuspendingActor&) { CORELANE_ASSERT(false); }
    virtual void producerEnded(SuspendingActor& actor) { close(actor); }  // the last one closes
    virtual void takerEnded(SuspendingActor&) {}
    virtual void add(SuspendingActor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual std::uint64_t value() const { CORELANE_ASSERT(false); }  // of a counter
    // A service: call() is suspended until the reply; take() is for whoever serves.
    virtual Outcome call(SuspendingActor&, std::uint64_t /*value*/) { CORELANE_ASSERT(false); }
    virtual void reply(SuspendingActor&, std::uint64_t /*value, of the call*/) { CORELANE_ASSERT(false); }

    // Who has to wait is seen as waiting from then on until something is handed over.
    bool blocks(std::uint32_t, std::uint64_t) const override { return true; }
};

std::unique_ptr<SuspendingObject> makeAwaitableService(const ScriptObject&, std::uint32_t callers);

}  // namespace corelane
