// What opens after so many sets and lets all go who wait: an event after one, a latch after as many as it has
// capacity. Of a condition variable.
#pragma once

#include "engine/constructs/signal.h"

namespace corelane {

class Opening final : public Signal {
  public:
    explicit Opening(std::uint32_t sets) : m_needed(sets) {}
    bool wait(Actor& actor, BlockingObject*) override {
        std::unique_lock lock(m_mutex);
        if (m_sets >= m_needed) return true;
        return await(actor, m_line, lock, State::Lock, 0, [&] { return m_sets >= m_needed; });
    }
    void set(Actor& actor) override {
        const std::lock_guard lock(m_mutex);
        if (++m_sets == m_needed) give(actor, m_line, m_line.waiters);
        if (m_sets >= m_needed) m_line.changed.notify_all();
    }
    void clear(Actor&) override {
        const std::lock_guard lock(m_mutex);
        m_sets = 0;
        m_line.given.clear();  // who has not left yet waits on
    }
    bool blocks(std::uint32_t, std::uint64_t) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock && m_sets < m_needed;
    }

  private:
    std::uint32_t m_needed, m_sets = 0;
    WaitingLine m_line;
};

}  // namespace corelane
