#include "engine/scripts/service.h"

#include "engine/scripts/step_work.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

class Service final : public BlockingObject {
  public:
    explicit Service(std::uint32_t callers) : m_callers(callers) {}

    bool call(Actor& actor, std::uint64_t value) override {
        std::unique_lock lock(m_mutex);
        Call self;
        self.value = value;
        self.ticket = ++m_came;
        if (m_offers.size() < m_idle) m_offers.push_back(actor.give(*this, 1, 0));
        m_waiting.push_back(&self);
        m_work.notify_one();
        Actor::Waiting waiting(actor, *this, State::Queue, self.ticket);
        while (!self.answered && !actor.stopped()) self.changed.wait_for(lock, longestUnheard);
        if (!self.answered) {
            std::erase(m_waiting, &self);
            std::erase(m_taken, &self);
            return false;
        }
        waiting.endedBy(self.reply);
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        std::unique_lock lock(m_mutex);
        const auto some = [&] { return !m_waiting.empty() || m_callers == 0; };
        if (some()) {
            // A call that was meant for one who waits: that one waits on.
            if (!m_offers.empty()) m_offers.pop_back();
        } else {
            Actor::Waiting waiting(actor, *this, State::Queue, serving);
            ++m_idle;
            while (!some() && !actor.stopped()) m_work.wait_for(lock, longestUnheard);
            --m_idle;
            if (!some()) return Taken::RunStops;
            if (!m_offers.empty()) {
                waiting.endedBy(m_offers.front());
                m_offers.pop_front();
            }
        }
        if (m_waiting.empty()) return Taken::Closed;
        m_taken.push_back(m_waiting.front());
        m_waiting.pop_front();
        value = m_taken.back()->value;
        return Taken::Item;
    }
    void reply(Actor& actor, std::uint64_t value) override {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_taken, value, &Call::value);
        if (found == m_taken.end()) return;  // the run stops, and its caller has gone
        Call& call = **found;
        m_taken.erase(found);
        call.reply = actor.give(*this, 1, 0);
        call.answered = true;
        call.changed.notify_one();
    }
    void producerEnded(Actor&) override {
        const std::lock_guard lock(m_mutex);
        if (--m_callers == 0) m_work.notify_all();
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock) return false;
        if (ticket == serving) return m_waiting.empty() && m_callers > 0;
        const auto unanswered = [&](const std::deque<Call*>& calls) {
            return std::ranges::find(calls, ticket, &Call::ticket) != calls.end();
        };
        return unanswered(m_waiting) || unanswered(m_taken);
    }

  private:
    static constexpr std::uint64_t serving = 0;
    struct Call {
        std::uint64_t value = 0, ticket = 0;
        bool answered = false;
        HandoverId reply = 0;
        std::condition_variable changed;
    };
    mutable std::mutex m_mutex;
    std::condition_variable m_work;
    std::uint32_t m_callers;
    std::uint64_t m_came = 0;
    std::size_t m_idle = 0;           // who wait for a call
    std::deque<HandoverId> m_offers;  // to them, not taken yet
    std::deque<Call*> m_waiting, m_taken;
};

}  // namespace

std::unique_ptr<BlockingObject> makeService(std::uint32_t callers) {
    return std::make_unique<Service>(callers);
}

}  // namespace corelane
