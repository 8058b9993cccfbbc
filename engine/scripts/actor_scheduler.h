// Who lets suspended actors go on: a scheduler of coroutines, an event loop, a scheduler of fibers.
#pragma once

#include "engine/record/recorder.h"

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <functional>

namespace corelane {

class SuspendingActor;
class SuspendingObject;

// Any thread may call. An actor is told of once for each time it was suspended; it may go on before the call returns.
class ActorScheduler {
  public:
    using TimePoint = std::chrono::steady_clock::time_point;
    virtual ~ActorScheduler() = default;
    virtual void ready(SuspendingActor&) = 0;
    virtual void readyAt(SuspendingActor&, TimePoint) = 0;
    // The actor was suspended and has until then: object.giveUp(ticket), unless that is surely needless.
    virtual void giveUpAt(TimePoint, std::uint32_t actor, SuspendingObject& object, std::uint64_t ticket) = 0;
    // An actor that was spawned begins: it is made, and told of the hand-over and when it was.
    virtual void start(std::uint32_t instance, HandoverId spawn, std::uint64_t ticks) = 0;
    // It lets others go first: by the actor itself.
    virtual void yielded(SuspendingActor& actor) { ready(actor); }
    // Whether steps of work are done by other threads, and giving them the one the actor is at.
    virtual bool offloads() const { return false; }
    virtual void offload(SuspendingActor&) {}
    // Calls then(ticks now) once, by the thread of an event loop, when the descriptor can be read; only that has it.
    virtual void whenReadable(int /*descriptor*/, std::function<void(std::uint64_t)> /*then*/) {
        CORELANE_ASSERT(false);
    }
    // By a thread whose coroutine was just suspended or has ended: the one it goes on with, or its own loop.
    virtual std::coroutine_handle<> next() { return std::noop_coroutine(); }
};

}  // namespace corelane
