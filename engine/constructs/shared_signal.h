// What signal.h is for threads, for actors that are processes: objects of a condition variable and a robust mutex,
// all of it in shared memory and of fixed size.
#pragma once

#include "engine/constructs/process_shared.h"
#include "engine/scripts/blocking_object.h"
#include "engine/scripts/script_runs.h"
#include "engine/scripts/shared_region.h"

#include <algorithm>
#include <array>
#include <mutex>

namespace corelane {

// Those who wait for one thing, and what they were given and have not taken yet, the oldest first.
struct SharedLine {
    SharedCondition changed;
    std::uint32_t waiters = 0, gifts = 0;
    std::array<HandoverId, maximumActorThreads> given{};

    HandoverId takeOldest() {
        if (gifts == 0) return 0;
        const HandoverId first = given[0];
        std::shift_left(given.begin(), given.begin() + gifts--, 1);
        return first;
    }
};

class SharedSignal : public InSharedRegion<BlockingObject> {
  protected:
    using Lock = std::unique_lock<RobustMutex>;

    template <class Ready>
    bool await(Actor& actor, SharedLine& line, State state, std::uint64_t ticket, Ready ready) {
        Actor::Waiting waiting(actor, *this, state, ticket);
        ++line.waiters;
        while (!ready() && !actor.stopped()) line.changed.waitForSlice(m_mutex);
        --line.waiters;
        if (!ready()) return false;
        waiting.endedBy(line.takeOldest());
        return true;
    }
    static void passOver(SharedLine& line) { line.gifts -= line.gifts > 0 ? 1 : 0; }
    void give(Actor& actor, SharedLine& line, std::uint32_t most) {
        // Who died waiting is counted still: never more than there is room for.
        const std::uint32_t open = std::min(line.waiters, maximumActorThreads);
        const std::uint32_t count = std::min(most, open > line.gifts ? open - line.gifts : 0);
        if (count == 0) return;
        const HandoverId first = actor.give(*this, count, 0);
        for (std::uint32_t i = 0; i < count; ++i) line.given[line.gifts++] = first + i;
    }

    mutable RobustMutex m_mutex;
};

// Opens after so many sets: an event after one, a latch after as many as it has capacity.
class SharedOpening final : public SharedSignal {
  public:
    explicit SharedOpening(std::uint32_t sets) : m_needed(sets) {}
    bool wait(Actor& actor, BlockingObject*) override {
        const Lock lock(m_mutex);
        if (m_sets >= m_needed) return true;
        return await(actor, m_line, State::Lock, 0, [&] { return m_sets >= m_needed; });
    }
    void set(Actor& actor) override {
        const Lock lock(m_mutex);
        if (++m_sets == m_needed) give(actor, m_line, m_line.waiters);
        if (m_sets >= m_needed) m_line.changed.notifyAll();
    }
    void clear(Actor&) override {
        const Lock lock(m_mutex);
        m_sets = 0;
        m_line.gifts = 0;  // who has not left yet waits on
    }
    bool blocks(std::uint32_t, std::uint64_t) const override {
        const Lock lock(m_mutex, std::try_to_lock);
        return lock && m_sets < m_needed;
    }

  private:
    std::uint32_t m_needed, m_sets = 0;
    SharedLine m_line;
};

}  // namespace corelane
