// A service whose callers are suspended until they are answered.
#include "engine/scripts/suspending_object.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;
using Brought = SuspendingActor::Brought;

class AwaitableService final : public SuspendingObject {
  public:
    explicit AwaitableService(std::uint32_t callers) : m_callers(callers) {}
    Outcome call(SuspendingActor& actor, std::uint64_t value) override {
        const std::lock_guard guard(m_mutex);
        if (m_idle.empty()) {
            m_waiting.push_back({&actor, value});
        } else {
            SuspendingActor& server = *m_idle.front();
            m_idle.pop_front();
            m_taken.push_back({&actor, value});
            server.bring(Brought::Item, value);
            actor.giveTo(server, *this);
        }
        actor.waitFor(*this, State::Queue);
        return Outcome::Suspended;
    }
    Outcome take(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (!m_waiting.empty()) {
            m_taken.push_back(m_waiting.front());
            m_waiting.pop_front();
            actor.bring(Brought::Item, m_taken.back().value);
            return Outcome::Done;
        }
        if (m_callers == 0) {
            actor.bring(Brought::Closed);
            return Outcome::Done;
        }
        actor.waitFor(*this, State::Queue);
        m_idle.push_back(&actor);
        return Outcome::Suspended;
    }
    void reply(SuspendingActor& actor, std::uint64_t value) override {
        const std::lock_guard guard(m_mutex);
        const auto found = std::ranges::find(m_taken, value, &Call::value);
        CORELANE_ASSERT(found != m_taken.end());
        SuspendingActor& caller = *found->caller;
        m_taken.erase(found);
        actor.giveTo(caller, *this);
    }
    void producerEnded(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (--m_callers > 0) return;
        for (SuspendingActor* server : std::exchange(m_idle, {})) {
            server->bring(Brought::Closed);
            actor.giveTo(*server, *this);
        }
    }

  private:
    struct Call {
        SuspendingActor* caller;
        std::uint64_t value;
    };
    std::mutex m_mutex;
    std::uint32_t m_callers;
    std::deque<SuspendingActor*> m_idle;  // who wait for a call
    std::deque<Call> m_waiting, m_taken;
};

}  // namespace

std::unique_ptr<SuspendingObject> makeAwaitableService(const ScriptObject&, std::uint32_t callers) {
    return std::make_unique<AwaitableService>(callers);
}

}  // namespace corelane
