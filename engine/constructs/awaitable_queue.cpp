#include "engine/constructs/construct.h"

#include <deque>
#include <mutex>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;

using Brought = SuspendingActor::Brought;

// An item goes to the taker who has waited longest, or else into the queue; a place in it to the putter who has.
class AwaitableQueue final : public SuspendingObject {
  public:
    AwaitableQueue(std::uint32_t capacity, std::uint32_t producers) : m_capacity(capacity), m_producers(producers) {}
    Outcome put(SuspendingActor& actor, std::uint64_t value) override {
        const std::lock_guard guard(m_mutex);
        if (m_closed) {
            actor.bring(Brought::Failed);
            return Outcome::Done;
        }
        if (!m_takers.empty()) {
            SuspendingActor& taker = *m_takers.front();
            m_takers.pop_front();
            taker.bring(Brought::Item, value);
            actor.giveTo(taker, *this);
            return Outcome::Done;
        }
        if (m_items.size() < m_capacity) {
            m_items.push_back(value);
            return Outcome::Done;
        }
        actor.bring(Brought::Nothing, value);
        actor.waitFor(*this, State::Queue);
        m_putters.push_back(&actor);
        return Outcome::Suspended;
    }
    Outcome take(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (!m_items.empty()) {
            actor.bring(Brought::Item, m_items.front());
            m_items.pop_front();
            if (!m_putters.empty()) {
                SuspendingActor& putter = *m_putters.front();
                m_putters.pop_front();
                m_items.push_back(putter.value());
                actor.giveTo(putter, *this);
            }
            return Outcome::Done;
        }
        if (m_closed) {
            actor.bring(Brought::Closed);
            return Outcome::Done;
        }
        actor.waitFor(*this, State::Queue);
        m_takers.push_back(&actor);
        return Outcome::Suspended;
    }
    void close(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
        for (SuspendingActor* taker : std::exchange(m_takers, {})) {
            taker->bring(Brought::Closed);
            actor.giveTo(*taker, *this);
        }
        for (SuspendingActor* putter : std::exchange(m_putters, {})) {
            putter->bring(Brought::Failed);
            actor.giveTo(*putter, *this);
        }
    }
    void producerEnded(SuspendingActor& actor) override {
        {
            const std::lock_guard guard(m_mutex);
            if (--m_producers > 0) return;
        }
        close(actor);
    }

  private:
    ShortLock m_mutex;
    const std::size_t m_capacity;
    std::uint32_t m_producers;
    bool m_closed = false;
    std::deque<std::uint64_t> m_items;
    std::deque<SuspendingActor*> m_takers, m_putters;
};

}  // namespace

namespace construct {
extern const Construct awaitable_queue;
constinit const Construct awaitable_queue = {
    .name = "awaitable_queue",
    .title = "awaitable queue",
    .summary = "an item goes to the taker that has waited longest, or else into the queue; a place in it to the "
               "putter that has",
    .family = "coroutines",
    .kind = ObjectKind::Queue,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers& users) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableQueue>(object.capacity, users.producers);
    }};
}  // namespace construct

}  // namespace corelane
