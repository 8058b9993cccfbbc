#include "engine/constructs/construct.h"
#include "engine/constructs/signal.h"

namespace corelane {
namespace {

// Each notification wakes one wait that had begun before it, the oldest, and no other: nothing wakes by chance. Every
// wait has a std::condition_variable of its own, so that notify_one really wakes one thread.
class Condition final : public Signal {
  public:
    bool wait(Actor& actor, BlockingObject* mutex) override {
        {
            std::unique_lock lock(m_mutex);
            Waiter self;
            if (!mutex->unlock(actor)) return false;  // nobody can notify yet
            m_waiting.push_back(&self);
            const std::uint64_t ticket = m_came++;
            if (!await(actor, self.line, lock, State::Lock, ticket, [&] { return self.woken; })) {
                std::erase(m_waiting, &self);
                return false;
            }
        }
        return mutex->lock(actor);
    }
    void notify(Actor& actor, bool all) override {
        const std::lock_guard lock(m_mutex);
        const std::size_t count = all ? m_waiting.size() : std::min<std::size_t>(1, m_waiting.size());
        if (count == 0) return;
        const HandoverId first = actor.give(*this, static_cast<std::uint32_t>(count), 0);
        m_woken += count;
        for (std::uint32_t i = 0; i < count; ++i) {
            Waiter& oldest = *m_waiting.front();
            m_waiting.pop_front();
            oldest.woken = true;
            oldest.line.given.push_back(first + i);
            oldest.line.changed.notify_one();
        }
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock && ticket >= m_woken;
    }

  private:
    struct Waiter {
        WaitingLine line;
        bool woken = false;
    };
    std::uint64_t m_came = 0, m_woken = 0;
    std::deque<Waiter*> m_waiting;  // the oldest first
};

}  // namespace

namespace construct {
extern const Construct std_condition;
constinit const Construct std_condition = {
    .name = "std_condition",
    .title = "std::condition_variable",
    .summary = "wakes one who waits or all of them; the oldest first, and nobody by chance",
    .family = "threads",
    .kind = ObjectKind::Condition,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<Condition>();
    }};
}  // namespace construct

}  // namespace corelane
