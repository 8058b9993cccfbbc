// Locks that suspend: the one who unlocks hands the lock to the one who has waited longest.
#include "engine/scripts/suspending_object.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

Outcome notItsOwn(SuspendingActor& actor, const std::string& name) {
    actor.fault("unlocks " + name + ", which it does not hold; lock it first");
    return Outcome::Failed;
}

class AwaitableMutex final : public SuspendingObject {
  public:
    explicit AwaitableMutex(bool recursive) : m_recursive(recursive) {}
    Outcome lock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (takes(actor)) return Outcome::Done;
        actor.waitFor(*this, State::Lock);
        m_line.push_back(&actor);
        return Outcome::Suspended;
    }
    bool tryLock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        return takes(actor);
    }
    Outcome unlock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (holder() != actor.number()) return notItsOwn(actor, name);
        if (--m_depth > 0) return Outcome::Done;
        if (m_line.empty()) {
            m_owner.store(nobody, std::memory_order_relaxed);
            return Outcome::Done;
        }
        SuspendingActor& next = *m_line.front();
        m_line.pop_front();
        const std::uint64_t since = m_since;
        hold(next, actor.lastTicks());
        actor.giveTo(next, *this, since);
        return Outcome::Done;
    }
    void lockFor(SuspendingActor& waiter, SuspendingActor& giver) override {
        const std::lock_guard guard(m_mutex);
        if (holder() != nobody) return m_line.push_back(&waiter);
        hold(waiter, giver.lastTicks());
        giver.goOn(waiter);
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    bool takes(SuspendingActor& actor) {
        if (m_recursive && holder() == actor.number()) {
            ++m_depth;
            return true;
        }
        if (holder() != nobody) return false;
        hold(actor, actor.lastTicks());
        return true;
    }
    void hold(SuspendingActor& actor, std::uint64_t since) {
        m_depth = 1;
        m_since = since;
        m_owner.store(actor.number(), std::memory_order_relaxed);
    }

    const bool m_recursive;
    std::mutex m_mutex;
    int m_depth = 0;
    std::uint64_t m_since = 0;
    std::deque<SuspendingActor*> m_line;
    std::atomic<std::uint32_t> m_owner{nobody};
};

// First come, first served: readers who came after a waiting writer wait for it.
class AwaitableSharedMutex final : public SuspendingObject {
  public:
    Outcome lock(SuspendingActor& actor) override { return lockAs(actor, Wish::Write); }
    Outcome lockShared(SuspendingActor& actor) override { return lockAs(actor, Wish::Read); }
    bool tryLock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        return takes(actor, Wish::Write);
    }
    Outcome unlock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        std::uint64_t since = 0;
        if (holder() == actor.number()) {
            m_owner.store(nobody, std::memory_order_relaxed);
            since = m_since;
        } else if (m_readers > 0) {
            --m_readers;
        } else {
            return notItsOwn(actor, name);
        }
        while (!m_line.empty() && free(m_line.front().wish)) {
            const Waiter next = m_line.front();
            m_line.pop_front();
            hold(*next.actor, next.wish, actor.lastTicks());
            actor.giveTo(*next.actor, *this, since);
        }
        return Outcome::Done;
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    enum class Wish : std::uint8_t { Read, Write };
    struct Waiter {
        SuspendingActor* actor;
        Wish wish;
    };
    bool free(Wish wish) const { return holder() == nobody && (wish == Wish::Read || m_readers == 0); }
    bool takes(SuspendingActor& actor, Wish wish) {
        if (!m_line.empty() || !free(wish)) return false;
        hold(actor, wish, actor.lastTicks());
        return true;
    }
    Outcome lockAs(SuspendingActor& actor, Wish wish) {
        const std::lock_guard guard(m_mutex);
        if (takes(actor, wish)) return Outcome::Done;
        actor.waitFor(*this, State::Lock);
        m_line.push_back({&actor, wish});
        return Outcome::Suspended;
    }
    void hold(SuspendingActor& actor, Wish wish, std::uint64_t since) {
        if (wish == Wish::Read) {
            ++m_readers;
            return;
        }
        m_since = since;
        m_owner.store(actor.number(), std::memory_order_relaxed);
    }

    std::mutex m_mutex;
    int m_readers = 0;
    std::uint64_t m_since = 0;  // of the writer
    std::deque<Waiter> m_line;
    std::atomic<std::uint32_t> m_owner{nobody};
};

}  // namespace

std::unique_ptr<SuspendingObject> makeAwaitableMutex(const ScriptObject& object, std::uint32_t) {
    return std::make_unique<AwaitableMutex>(object.recursive);
}

std::unique_ptr<SuspendingObject> makeAwaitableSharedMutex(const ScriptObject&, std::uint32_t) {
    return std::make_unique<AwaitableSharedMutex>();
}

}  // namespace corelane
