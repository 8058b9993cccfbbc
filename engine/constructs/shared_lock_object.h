// What every shared mutex of a script tells and hands over; how a waiter waits is the derived object's.
#pragma once

#include "engine/constructs/given_range.h"
#include "engine/constructs/timed_try.h"
#include "engine/scripts/blocking_object.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace corelane {

class SharedLockObject : public BlockingObject {
  public:
    bool tryLockFor(Actor& actor, std::chrono::nanoseconds time) override {
        return triesFor(
            actor, *this, Way::Spin, time, m_waiters,
            [&](std::chrono::nanoseconds) {
                std::this_thread::yield();
                return tryLock(actor);
            },
            [this] { return m_given.take(); });
    }
    bool unlock(Actor& actor) override {
        const bool writer = holder() == actor.number();
        if (!writer && m_readers.load(std::memory_order_relaxed) == 0) {
            if (!actor.stopped()) actor.fault("unlocks " + name + ", which it does not hold; lock it first");
            return false;
        }
        // One edge for each who waits: a writer may let many readers in.
        if (const std::uint32_t waiters = m_waiters.load(std::memory_order_relaxed); waiters != 0)
            m_given.set(actor.give(*this, waiters, writer ? m_since.load(std::memory_order_relaxed) : 0), waiters);
        if (writer) {
            m_owner.store(nobody, std::memory_order_relaxed);
            endWriting();
        } else {
            m_readers.fetch_sub(1, std::memory_order_relaxed);
            endReading();
        }
        return true;
    }
    // Readers do not block a reader: it goes on as soon as there is no writer.
    bool blocks(std::uint32_t actor, std::uint64_t ticket) const override {
        const std::uint32_t owner = holder();
        return (owner != nobody && owner != actor) ||
               (ticket == writing && m_readers.load(std::memory_order_relaxed) > 0);
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  protected:
    static constexpr std::uint64_t reading = 0, writing = 1;

    virtual void endWriting() = 0;
    virtual void endReading() = 0;

    void writes(Actor& actor) {
        m_owner.store(actor.number(), std::memory_order_relaxed);
        m_since.store(actor.lastTicks(), std::memory_order_relaxed);
    }
    void reads() { m_readers.fetch_add(1, std::memory_order_relaxed); }
    // Calls forSlice() again and again until it has the lock or the run is to stop.
    template <class ForSlice>
    bool waitFor(Actor& actor, std::uint64_t ticket, Way way, ForSlice forSlice) {
        Actor::Waiting waiting(actor, *this, State::Lock, ticket, way);
        m_waiters.fetch_add(1);
        bool got = false;
        while (!got && !actor.stopped()) got = forSlice();
        m_waiters.fetch_sub(1);
        if (got) waiting.endedBy(m_given.take());
        return got;
    }

  private:
    std::atomic<std::uint64_t> m_since{0};  // written by the writer that holds it
    GivenRange m_given;
    std::atomic<std::uint32_t> m_owner{nobody}, m_readers{0}, m_waiters{0};
};

}  // namespace corelane
