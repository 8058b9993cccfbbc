// The objects of a script where a waiting actor blocks its thread. One that waits returns false when the run is to
// stop; it never sleeps for longer than a slice without a look at that.
#pragma once

#include "engine/scripts/actor.h"

#include <chrono>

namespace corelane {

class BlockingObject : public Waitable {
  public:
    enum class Taken { Item, Closed, RunStops };

    // What the kind of object does not have is never called: Script::make() has seen to that.
    virtual bool lock(Actor&) { CORELANE_ASSERT(false); }
    virtual bool tryLock(Actor&) { CORELANE_ASSERT(false); }
    // For so long; false as well when the run is to stop. Seen by nobody as a wait that might last for ever.
    virtual bool tryLockFor(Actor&, std::chrono::nanoseconds) { CORELANE_ASSERT(false); }
    virtual bool lockShared(Actor&) { CORELANE_ASSERT(false); }
    virtual bool unlock(Actor&) { CORELANE_ASSERT(false); }  // false: it was not its own, and that is a fault
    virtual bool acquire(Actor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual void release(Actor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual bool wait(Actor&, BlockingObject* /*mutex, of a condition*/) { CORELANE_ASSERT(false); }
    virtual void notify(Actor&, bool /*all*/) { CORELANE_ASSERT(false); }
    virtual void set(Actor&) { CORELANE_ASSERT(false); }
    virtual void clear(Actor&) { CORELANE_ASSERT(false); }
    virtual bool meet(Actor&) { CORELANE_ASSERT(false); }
    // False as well when the queue is closed, which the recorder is told as a fault.
    virtual bool put(Actor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual Taken take(Actor&, std::uint64_t&) { CORELANE_ASSERT(false); }
    virtual void close(Actor&) { CORELANE_ASSERT(false); }
    virtual void producerEnded(Actor& actor) { close(actor); }  // the last one closes
    virtual void add(Actor&, std::uint64_t) { CORELANE_ASSERT(false); }
    virtual std::uint64_t value() const { CORELANE_ASSERT(false); }  // of a counter
    // A service: false when the run stops before the reply; take() is for whoever serves.
    virtual bool call(Actor&, std::uint64_t /*value*/) { CORELANE_ASSERT(false); }
    virtual void reply(Actor&, std::uint64_t /*value, of the call*/) { CORELANE_ASSERT(false); }
    // The run stops: lets go those whose wait cannot be cut into slices. By the watchdog, again and again.
    virtual void abandon() {}
    // Whether who waits for it keeps its core, at least for a while.
    virtual bool spins() const { return false; }
};

}  // namespace corelane
