#include "engine/constructs/construct.h"

#include <mutex>
#include <utility>
#include <vector>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

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
    ShortLock m_mutex;
    const std::uint32_t m_parties;
    std::vector<SuspendingActor*> m_line;
};

}  // namespace

namespace construct {
extern const Construct awaitable_barrier;
constinit const Construct awaitable_barrier = {
    .name = "awaitable_barrier",
    .title = "awaitable barrier",
    .summary = "who comes early is suspended; the last one makes all ready and goes on itself",
    .family = "coroutines",
    .kind = ObjectKind::Barrier,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableBarrier>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
