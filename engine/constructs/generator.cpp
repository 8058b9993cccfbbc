#include "engine/constructs/construct.h"

#include <deque>
#include <mutex>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;
using Brought = SuspendingActor::Brought;

// Putting an item is yielding it: who put it is suspended until a taker asks for one more, so that nothing is made
// before it is wanted. The queue's capacity plays no part. When all takers have ended nobody will ask, and putters go
// on as they are.
class Generator final : public SuspendingObject {
  public:
    explicit Generator(const ObjectUsers& users) : m_producers(users.producers), m_takersLeft(users.takers) {}
    Outcome put(SuspendingActor& actor, std::uint64_t value) override {
        const std::lock_guard guard(m_mutex);
        if (m_closed) {
            actor.bring(Brought::Failed);
            return Outcome::Done;
        }
        if (m_takers.empty()) {
            m_items.push_back(value);
        } else {
            SuspendingActor& taker = *m_takers.front();
            m_takers.pop_front();
            taker.bring(Brought::Item, value);
            actor.giveTo(taker, *this);
        }
        if (!m_takers.empty() || m_takersLeft == 0) return Outcome::Done;  // one more is asked for; or none ever
        actor.waitFor(*this, State::Queue);
        m_putters.push_back(&actor);
        return Outcome::Suspended;
    }
    Outcome take(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (!m_items.empty()) {
            actor.bring(Brought::Item, m_items.front());
            m_items.pop_front();
            return Outcome::Done;
        }
        if (m_closed) {
            actor.bring(Brought::Closed);
            return Outcome::Done;
        }
        if (!m_putters.empty()) ask(actor);
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
        letGo(actor);
    }
    void producerEnded(SuspendingActor& actor) override {
        {
            const std::lock_guard guard(m_mutex);
            if (--m_producers > 0) {
                // It may have been asked for one more, and has none: another one is asked.
                if (!m_takers.empty() && !m_putters.empty()) ask(actor);
                return;
            }
        }
        close(actor);
    }
    void takerEnded(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (--m_takersLeft == 0) letGo(actor);
    }

  private:
    void ask(SuspendingActor& actor) {
        SuspendingActor& putter = *m_putters.front();
        m_putters.pop_front();
        actor.giveTo(putter, *this);
    }
    void letGo(SuspendingActor& actor) {
        for (SuspendingActor* putter : std::exchange(m_putters, {})) actor.giveTo(*putter, *this);
    }

    ShortLock m_mutex;
    std::uint32_t m_producers, m_takersLeft;
    bool m_closed = false;
    std::deque<std::uint64_t> m_items;                 // put before anybody asked
    std::deque<SuspendingActor*> m_takers, m_putters;  // not both have somebody in line
};

}  // namespace

namespace construct {
extern const Construct generator;
constinit const Construct generator = {
    .name = "generator",
    .title = "generator",
    .summary =
        "putting is yielding: who put an item is suspended until one more is asked for, and nothing is made ahead",
    .family = "coroutines",
    .kind = ObjectKind::Queue,
    .makeSuspending = [](const ScriptObject&, const ObjectUsers& users) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<Generator>(users);
    }};
}  // namespace construct

}  // namespace corelane
