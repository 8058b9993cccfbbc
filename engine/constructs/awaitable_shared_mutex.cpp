#include "engine/constructs/construct.h"
#include "engine/constructs/not_its_own.h"
#include "engine/constructs/take_out.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

// First come, first served: readers who came after a waiting writer wait for it.
class AwaitableSharedMutex final : public SuspendingObject {
  public:
    Outcome lock(SuspendingActor& actor) override { return lockAs(actor, Wish::Write); }
    Outcome lockShared(SuspendingActor& actor) override { return lockAs(actor, Wish::Read); }
    Outcome tryLockFor(SuspendingActor& actor, std::uint64_t& ticket) override {
        const std::lock_guard guard(m_mutex);
        if (takes(actor, Wish::Write)) return Outcome::Done;
        actor.waitForAWhile(*this, State::Lock);
        m_line.push_back({&actor, Wish::Write, ticket = ++m_tickets});
        return Outcome::Suspended;
    }
    void giveUp(std::uint64_t ticket, std::uint64_t ticks) override {
        const std::lock_guard guard(m_mutex);
        SuspendingActor* const waiter = takeOut(m_line, ticket);
        if (!waiter) return;
        waiter->giveUp(ticks);
        // Readers may have stood behind it while others read.
        letIn(ticks, [&](SuspendingActor& next) { next.goOnAt(ticks); });
    }
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
        letIn(actor.lastTicks(), [&](SuspendingActor& next) { actor.giveTo(next, *this, since); });
        return Outcome::Done;
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    enum class Wish : std::uint8_t { Read, Write };
    struct Waiter {
        SuspendingActor* actor;
        Wish wish;
        std::uint64_t ticket = 0;  // of one that waits for a time
    };
    bool free(Wish wish) const { return holder() == nobody && (wish == Wish::Read || m_readers == 0); }
    bool takes(SuspendingActor& actor, Wish wish) {
        if (!m_line.empty() || !free(wish)) return false;
        hold(actor, wish, actor.lastTicks());
        return true;
    }
    // Whoever is first in line and can have it now, one after the other.
    template <class LetGo>
    void letIn(std::uint64_t ticks, LetGo letGo) {
        while (!m_line.empty() && free(m_line.front().wish)) {
            const Waiter next = m_line.front();
            m_line.pop_front();
            hold(*next.actor, next.wish, ticks);
            letGo(*next.actor);
        }
    }
    Outcome lockAs(SuspendingActor& actor, Wish wish) {
        const std::lock_guard guard(m_mutex);
        if (takes(actor, wish)) return Outcome::Done;
        actor.waitFor(*this, State::Lock);
        m_line.push_back({&actor, wish, 0});
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

    ShortLock m_mutex;
    int m_readers = 0;
    std::uint64_t m_since = 0;  // of the writer
    std::uint64_t m_tickets = 0;
    std::deque<Waiter> m_line;
    std::atomic<std::uint32_t> m_owner{nobody};
};

}  // namespace

namespace construct {
extern const Construct awaitable_shared_mutex;
constinit const Construct awaitable_shared_mutex = {
    .name = "awaitable_shared_mutex",
    .title = "awaitable shared mutex",
    .summary =
        "many readers or one writer, first come, first served: readers behind a waiting writer are suspended too",
    .family = "coroutines",
    .kind = ObjectKind::SharedMutex,
    .makeSuspending = [](const ScriptObject&, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableSharedMutex>();
    }};
}  // namespace construct

}  // namespace corelane
