// Awaitable event and latch: open after so many sets.
#pragma once

#include "engine/scripts/suspending_object.h"

#include <mutex>
#include <utility>
#include <vector>

namespace corelane {

class AwaitableOpening final : public SuspendingObject {
  public:
    explicit AwaitableOpening(std::uint32_t sets) : m_needed(sets) {}
    Outcome wait(SuspendingActor& actor, SuspendingObject*) override {
        const std::lock_guard guard(m_mutex);
        if (m_sets >= m_needed) return Outcome::Done;
        actor.waitFor(*this, State::Lock);
        m_line.push_back(&actor);
        return Outcome::Suspended;
    }
    void set(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (++m_sets < m_needed) return;
        for (SuspendingActor* waiter : std::exchange(m_line, {})) actor.giveTo(*waiter, *this);
    }
    void clear(SuspendingActor&) override {
        const std::lock_guard guard(m_mutex);
        m_sets = 0;
    }

  private:
    ShortLock m_mutex;
    const std::uint32_t m_needed;
    std::uint32_t m_sets = 0;
    std::vector<SuspendingActor*> m_line;
};

}  // namespace corelane
