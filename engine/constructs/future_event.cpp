#include "engine/constructs/construct.h"
#include "engine/constructs/given_range.h"
#include "engine/scripts/step_work.h"

#include <future>
#include <mutex>

namespace corelane {
namespace {

// A promise can be kept once: clearing makes a new one. Who waits holds on to the promise it found, so that a set
// that is cleared at once lets it go all the same.
class FutureEvent final : public BlockingObject {
  public:
    bool wait(Actor& actor, BlockingObject*) override {
        std::unique_lock lock(m_mutex);
        if (m_set) return true;
        const std::shared_ptr<Round> round = m_round;
        Actor::Waiting waiting(actor, *this, State::Lock, round->number);
        ++round->waiters;
        lock.unlock();
        while (round->kept.wait_for(longestUnheard) != std::future_status::ready)
            if (actor.stopped()) return false;
        waiting.endedBy(round->given.take());
        return true;
    }
    void set(Actor& actor) override {
        const std::lock_guard lock(m_mutex);
        if (m_set) return;
        m_set = true;
        if (m_round->waiters > 0) m_round->given.set(actor.give(*this, m_round->waiters, 0), m_round->waiters);
        m_round->promise.set_value();
    }
    void clear(Actor&) override {
        const std::lock_guard lock(m_mutex);
        if (!m_set) return;
        m_set = false;
        m_round = std::make_shared<Round>(m_round->number + 1);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock && !m_set && ticket == m_round->number;
    }

  private:
    struct Round {
        explicit Round(std::uint64_t n) : number(n), kept(promise.get_future()) {}
        const std::uint64_t number;
        std::promise<void> promise;
        const std::shared_future<void> kept;
        std::uint32_t waiters = 0;
        GivenRange given;
    };

    mutable std::mutex m_mutex;
    bool m_set = false;
    std::shared_ptr<Round> m_round = std::make_shared<Round>(0);
};

}  // namespace

namespace construct {
extern const Construct future_event;
constinit const Construct future_event = {
    .name = "future_event",
    .title = "Event of std::promise",
    .summary = "a promise and a shared_future: setting keeps the promise, clearing makes a new one",
    .family = "threads",
    .kind = ObjectKind::Event,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<FutureEvent>();
    }};
}  // namespace construct

}  // namespace corelane
