// Semaphores, events, conditions and barriers that suspend.
#include "engine/scripts/suspending_object.h"

#include <deque>
#include <mutex>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

class AwaitableSemaphore final : public SuspendingObject {
  public:
    explicit AwaitableSemaphore(std::uint32_t units) : m_units(units) {}
    Outcome acquire(SuspendingActor& actor, std::uint64_t count) override {
        const std::lock_guard guard(m_mutex);
        if (m_line.empty() && m_units >= count) {
            m_units -= count;
            return Outcome::Done;
        }
        actor.waitFor(*this, State::Lock);
        m_line.push_back({&actor, count});
        return Outcome::Suspended;
    }
    void release(SuspendingActor& actor, std::uint64_t count) override {
        const std::lock_guard guard(m_mutex);
        m_units += count;
        while (!m_line.empty() && m_units >= m_line.front().count) {
            const Waiter next = m_line.front();
            m_line.pop_front();
            m_units -= next.count;
            actor.giveTo(*next.actor, *this);
        }
    }

  private:
    struct Waiter {
        SuspendingActor* actor;
        std::uint64_t count;
    };
    std::mutex m_mutex;
    std::uint64_t m_units;
    std::deque<Waiter> m_line;
};

// Event and latch: open after so many sets.
class AwaitableEvent final : public SuspendingObject {
  public:
    explicit AwaitableEvent(std::uint32_t sets) : m_needed(sets) {}
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
    std::mutex m_mutex;
    const std::uint32_t m_needed;
    std::uint32_t m_sets = 0;
    std::vector<SuspendingActor*> m_line;
};

// Who is notified waits for the mutex from then on, without running in between.
class AwaitableCondition final : public SuspendingObject {
  public:
    Outcome wait(SuspendingActor& actor, SuspendingObject* mutex) override {
        const std::lock_guard guard(m_mutex);
        // Nobody can notify between the unlocking and the waiting: that needs the guard.
        if (mutex->unlock(actor) == Outcome::Failed) return Outcome::Failed;
        actor.waitFor(*this, State::Lock);
        m_line.push_back({&actor, mutex});
        return Outcome::Suspended;
    }
    void notify(SuspendingActor& actor, bool all) override {
        const std::lock_guard guard(m_mutex);
        while (!m_line.empty()) {
            const Waiter next = m_line.front();
            m_line.pop_front();
            actor.giveToWaitFor(*next.actor, *this, *next.mutex);
            next.mutex->lockFor(*next.actor, actor);
            if (!all) return;
        }
    }

  private:
    struct Waiter {
        SuspendingActor* actor;
        SuspendingObject* mutex;
    };
    std::mutex m_mutex;
    std::deque<Waiter> m_line;
};

class AwaitableBarrier final : public SuspendingObject {
  public:
    explicit AwaitableBarrier(std::uint32_t parties) : m_parties(parties) {}
    Outcome meet(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (m_line.size() + 1 < m_parties) {
            actor.waitFor(*this, State::Lock);
            m_line.push_back(&actor);
            return Outcome::Suspended;
        }
        for (SuspendingActor* waiter : std::exchange(m_line, {})) actor.giveTo(*waiter, *this);
        return Outcome::Done;
    }

  private:
    std::mutex m_mutex;
    const std::uint32_t m_parties;
    std::vector<SuspendingActor*> m_line;
};

}  // namespace

std::unique_ptr<SuspendingObject> makeAwaitableSemaphore(const ScriptObject& object, std::uint32_t) {
    return std::make_unique<AwaitableSemaphore>(object.capacity);
}

std::unique_ptr<SuspendingObject> makeAwaitableEvent(const ScriptObject& object, std::uint32_t) {
    return std::make_unique<AwaitableEvent>(object.kind == ObjectKind::Latch ? object.capacity : 1);
}

std::unique_ptr<SuspendingObject> makeAwaitableCondition(const ScriptObject&, std::uint32_t) {
    return std::make_unique<AwaitableCondition>();
}

std::unique_ptr<SuspendingObject> makeAwaitableBarrier(const ScriptObject& object, std::uint32_t) {
    return std::make_unique<AwaitableBarrier>(object.capacity);
}

}  // namespace corelane
