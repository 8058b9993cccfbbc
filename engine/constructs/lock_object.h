// A script's mutex, made of a Lock. What a lock has:
//
//     bool try_lock(); void unlock();
//     static constexpr Way way;          // what a waiter does meanwhile
//     class Turn { explicit Turn(Lock&); bool forSlice(); };
//
// A Turn is one actor's wait, from its coming to its going: forSlice() waits for a while and tells whether the lock
// is now the actor's; one that is destroyed without that leaves no trace. A lock whose waiters cannot be cut into
// slices has abandon() as well, called by the watchdog's thread when the run stops: it gives the lock back in its
// holder's place. A lock that outlives its holder has ownerDied(), which tells whoever has got it, once.
//
// Where nobody waits, a pair of lock and unlock costs the lock's own two operations and a few plain stores.
#pragma once

#include "engine/constructs/timed_try.h"
#include "engine/scripts/blocking_object.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace corelane {

template <class Lock, bool Recursive = false>
class LockObject : public BlockingObject {
  public:
    bool lock(Actor& actor) override {
        if (!m_lock.try_lock() && !waitFor(actor)) return false;
        hold(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (!m_lock.try_lock()) return false;
        hold(actor);
        return true;
    }
    bool tryLockFor(Actor& actor, std::chrono::nanoseconds time) override {
        if (!waitsFor(actor, time)) return false;
        hold(actor);
        return true;
    }
    bool unlock(Actor& actor) override {
        if (holder() != actor.number()) return refuse(actor);
        if (Recursive && --m_depth != 0) {
            m_lock.unlock();
            return true;
        }
        if (m_waiters.load(std::memory_order_relaxed) != 0)
            m_given.store(actor.give(*this, 1, m_since.load(std::memory_order_relaxed)), std::memory_order_relaxed);
        m_owner.store(nobody, std::memory_order_relaxed);
        m_lock.unlock();
        return true;
    }
    bool blocks(std::uint32_t actor, std::uint64_t) const override {
        const std::uint32_t owner = holder();
        return owner != nobody && owner != actor;
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }
    bool spins() const override { return Lock::way == Way::Spin; }
    void abandon() override {
        if constexpr (canAbandon) m_lock.abandon();
    }

  private:
    static constexpr bool isTimed = requires(Lock & lock) { lock.try_lock_for(std::chrono::nanoseconds(1)); };
    static constexpr bool canAbandon = requires(Lock & lock) { lock.abandon(); };

    void hold(Actor& actor) {
        if constexpr (requires(Lock & lock) { lock.ownerDied(); })
            if (m_lock.ownerDied()) {
                m_depth.store(0, std::memory_order_relaxed);
                actor.recovers(*this);
            }
        if (Recursive && m_depth++ != 0) return;
        m_owner.store(actor.number(), std::memory_order_relaxed);
        m_since.store(actor.lastTicks(), std::memory_order_relaxed);
    }
    [[gnu::cold, gnu::noinline]] bool waitFor(Actor& actor) {
        Actor::Waiting waiting(actor, *this, State::Lock, 0, Lock::way);
        m_waiters.fetch_add(1);
        bool got = false;
        {
            typename Lock::Turn turn(m_lock);
            do got = turn.forSlice();
            while (!got && !actor.stopped());
        }
        m_waiters.fetch_sub(1);
        if (canAbandon && got && actor.stopped()) {
            m_lock.unlock();
            return false;
        }
        if (got) {
            waiting.endedBy(m_given.load(std::memory_order_relaxed));
            m_given.store(0, std::memory_order_relaxed);
        }
        return got;
    }
    // A lock that has no such wait of its own is tried again and again.
    [[gnu::cold, gnu::noinline]] bool waitsFor(Actor& actor, std::chrono::nanoseconds time) {
        return triesFor(
            actor, *this, isTimed ? Way::Park : Way::Spin, time, m_waiters,
            [this]([[maybe_unused]] std::chrono::nanoseconds slice) {
                if constexpr (isTimed) return m_lock.try_lock_for(slice);
                std::this_thread::yield();
                return m_lock.try_lock();
            },
            [this] { return m_given.exchange(0, std::memory_order_relaxed); });
    }
    [[gnu::cold, gnu::noinline]] bool refuse(Actor& actor) {
        // When the run stops, a lock may have been given back in its holder's place.
        if (!canAbandon || !actor.stopped())
            actor.fault("unlocks " + name + ", which it does not hold; lock it first");
        return false;
    }

    Lock m_lock;
    // Written by whoever holds it.
    std::atomic<std::uint64_t> m_since{0};
    std::atomic<HandoverId> m_given{0};
    std::atomic<std::uint32_t> m_depth{0};
    std::atomic<std::uint32_t> m_owner{nobody}, m_waiters{0};
};

template <class Lock, bool Recursive = false>
std::unique_ptr<BlockingObject> makeLock(const ScriptObject&, std::uint32_t) {
    return std::make_unique<LockObject<Lock, Recursive>>();
}

}  // namespace corelane
