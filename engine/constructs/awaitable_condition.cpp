#include "engine/constructs/construct.h"

#include <deque>
#include <mutex>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

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
    ShortLock m_mutex;
    std::deque<Waiter> m_line;
};

}  // namespace

namespace construct {
extern const Construct awaitable_condition;
constinit const Construct awaitable_condition = {
    .name = "awaitable_condition",
    .title = "awaitable condition",
    .summary = "who is notified stands in line for the mutex at once, without running in between",
    .family = "coroutines",
    .kind = ObjectKind::Condition,
    .makeSuspending = [](const ScriptObject&, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableCondition>();
    }};
}  // namespace construct

}  // namespace corelane
