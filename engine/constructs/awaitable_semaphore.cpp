#include "engine/constructs/construct.h"

#include <deque>
#include <mutex>

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
    ShortLock m_mutex;
    std::uint64_t m_units;
    std::deque<Waiter> m_line;
};

}  // namespace

namespace construct {
extern const Construct awaitable_semaphore;
constinit const Construct awaitable_semaphore = {
    .name = "awaitable_semaphore",
    .title = "awaitable semaphore",
    .summary = "units given back go to the one that has waited longest, as soon as there are as many as it asked for",
    .family = "coroutines",
    .kind = ObjectKind::Semaphore,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableSemaphore>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
