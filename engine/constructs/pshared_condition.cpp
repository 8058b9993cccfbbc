#include "engine/constructs/construct.h"
#include "engine/constructs/shared_signal.h"

namespace corelane {
namespace {

// Each notification wakes one wait that had begun before it, the oldest, and no other. Every actor has a
// pthread_cond_t of its own, so that notify_one really wakes one process.
class Condition final : public SharedSignal {
  public:
    bool wait(Actor& actor, BlockingObject* mutex) override {
        {
            const Lock lock(m_mutex);
            Waiter& self = m_waiters[actor.number()];
            if (!mutex->unlock(actor)) return false;  // nobody can notify yet
            self.ticket = m_came++;
            self.woken = false;
            self.waits = true;
            const bool woken = await(actor, self.line, State::Lock, self.ticket, [&self] { return self.woken; });
            self.waits = false;
            if (!woken) return false;
        }
        return mutex->lock(actor);
    }
    void notify(Actor& actor, bool all) override {
        const Lock lock(m_mutex);
        const auto count = static_cast<std::uint32_t>(std::ranges::count_if(m_waiters, isWaiting));
        const std::uint32_t woken = all ? count : std::min(1u, count);
        if (woken == 0) return;
        const HandoverId first = actor.give(*this, woken, 0);
        for (std::uint32_t i = 0; i < woken; ++i) wake(first + i);
    }
    bool blocks(std::uint32_t actor, std::uint64_t) const override {
        const Lock lock(m_mutex, std::try_to_lock);
        return lock && isWaiting(m_waiters[actor]);
    }

  private:
    struct Waiter {
        SharedLine line;
        std::uint64_t ticket = 0;
        bool waits = false, woken = false;
    };
    static bool isWaiting(const Waiter& waiter) { return waiter.waits && !waiter.woken; }
    void wake(HandoverId given) {
        Waiter* oldest = nullptr;
        for (Waiter& waiter : m_waiters)
            if (isWaiting(waiter) && (oldest == nullptr || waiter.ticket < oldest->ticket)) oldest = &waiter;
        oldest->woken = true;
        oldest->line.given[0] = given;
        oldest->line.gifts = 1;
        oldest->line.changed.notifyOne();
    }

    std::uint64_t m_came = 0;
    std::array<Waiter, maximumActorThreads> m_waiters;  // by actor
};

}  // namespace

namespace construct {
extern const Construct pshared_condition;
constinit const Construct pshared_condition = {
    .name = "pshared_condition",
    .title = "Process-shared pthread_cond_t",
    .summary = "wakes one process that waits or all of them; the oldest first, and nobody by chance",
    .family = "processes",
    .kind = ObjectKind::Condition,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<Condition>();
    }};
}  // namespace construct

}  // namespace corelane
