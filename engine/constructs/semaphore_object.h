// A script's semaphore, made of Units: Units(initial), try_acquire(), acquireForSlice() and release(), of one each.
#pragma once

#include "engine/scripts/blocking_object.h"

#include <atomic>

namespace corelane {

template <class Units>
class SemaphoreObject : public BlockingObject {
  public:
    explicit SemaphoreObject(std::uint32_t units) : m_left(units), m_units(units) {}
    bool acquire(Actor& actor, std::uint64_t count) override {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!m_units.try_acquire() && !waitFor(actor)) return false;
            m_left.fetch_sub(1);
        }
        return true;
    }
    void release(Actor& actor, std::uint64_t count) override {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (m_waiters.load(std::memory_order_relaxed) > 0) m_given.store(actor.give(*this, 1, 0));
            // Never less than there is, so that a waiter is not taken for a blocked one.
            m_left.fetch_add(1);
            m_units.release();
        }
    }
    bool blocks(std::uint32_t, std::uint64_t) const override { return m_left.load() <= 0; }

  private:
    bool waitFor(Actor& actor) {
        Actor::Waiting waiting(actor, *this, State::Lock);
        m_waiters.fetch_add(1);
        bool got = false;
        while (!got && !actor.stopped()) got = m_units.acquireForSlice();
        m_waiters.fetch_sub(1);
        if (got) waiting.endedBy(m_given.exchange(0));
        return got;
    }

    std::atomic<std::int64_t> m_left;
    std::atomic<std::uint32_t> m_waiters{0};
    std::atomic<HandoverId> m_given{0};
    Units m_units;
};

template <class Units>
std::unique_ptr<BlockingObject> makeSemaphore(const ScriptObject& object, std::uint32_t) {
    return std::make_unique<SemaphoreObject<Units>>(object.capacity);
}

}  // namespace corelane
