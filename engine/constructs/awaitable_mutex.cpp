#include "engine/constructs/construct.h"
#include "engine/constructs/not_its_own.h"
#include "engine/constructs/take_out.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

class AwaitableMutex final : public SuspendingObject {
  public:
    explicit AwaitableMutex(bool recursive) : m_recursive(recursive) {}
    Outcome lock(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (takes(actor)) return Outcome::Done;
        actor.waitFor(*this, State::Lock);
        m_line.push_back({&actor, 0});
        return Outcome::Suspended;
    }
    Outcome tryLockFor(SuspendingActor& actor, std::uint64_t& ticket) override {
        const std::lock_guard guard(m_mutex);
        if (takes(actor)) return Outcome::Done;
        actor.waitForAWhile(*this, State::Lock);
        m_line.push_back({&actor, ticket = ++m_tickets});
        return Outcome::Suspended;
    }
    void giveUp(std::uint64_t ticket, std::uint64_t ticks) override {
        const std::lock_guard guard(m_mutex);
        if (SuspendingActor* const waiter = takeOut(m_line, ticket)) waiter->giveUp(ticks);
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
        SuspendingActor& next = *m_line.front().actor;
        m_line.pop_front();
        const std::uint64_t since = m_since;
        hold(next, actor.lastTicks());
        actor.giveTo(next, *this, since);
        return Outcome::Done;
    }
    void lockFor(SuspendingActor& waiter, SuspendingActor& giver) override {
        const std::lock_guard guard(m_mutex);
        if (holder() != nobody) return m_line.push_back({&waiter, 0});
        hold(waiter, giver.lastTicks());
        giver.goOn(waiter);
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    struct Waiter {
        SuspendingActor* actor;
        std::uint64_t ticket;  // of one that waits for a time
    };
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
    ShortLock m_mutex;
    int m_depth = 0;
    std::uint64_t m_since = 0, m_tickets = 0;
    std::deque<Waiter> m_line;
    std::atomic<std::uint32_t> m_owner{nobody};
};

}  // namespace

namespace construct {
extern const Construct awaitable_mutex;
constinit const Construct awaitable_mutex = {
    .name = "awaitable_mutex",
    .title = "awaitable mutex",
    .summary =
        "who unlocks hands it to the one that has waited longest, which is suspended until then and takes no thread",
    .family = "coroutines",
    .kind = ObjectKind::Mutex,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableMutex>(object.recursive);
    },
    .recursive = true};
}  // namespace construct

}  // namespace corelane
