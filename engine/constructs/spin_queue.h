// A bounded queue whose places are claimed without a lock: who finds it full or empty spins for a while and then
// parks. Places, the storage, is given:
//
//     Outcome put(value, give), take(item, give);   NotNow: full, or empty
//     close(), closed(), size(), capacity()
//
// give(ended): called once where something was put or taken; `ended` is the hand-over that ended a wait for it, what
// it returns is handed on to who waits at the other side.
#pragma once

#include "engine/constructs/spinning.h"
#include "engine/scripts/blocking_object.h"

#include <atomic>

namespace corelane {

struct SpinQueueItem {
    std::uint64_t value = 0;
    HandoverId given = 0;
};
enum class SpinQueueOutcome : std::uint8_t { Done, NotNow, Closed };

template <class Places>
class SpinQueue final : public BlockingObject {
  public:
    using Outcome = SpinQueueOutcome;

    SpinQueue(std::uint32_t capacity, std::uint32_t producers) : m_places(capacity), m_producers(producers) {}

    bool put(Actor& actor, std::uint64_t value) override {
        Actor::Waiting* waiting = nullptr;
        const auto attempt = [&] {
            return m_places.put(value, [&](HandoverId freed) { return give(actor, m_takers, waiting, freed); });
        };
        Outcome outcome = attempt();
        if (outcome == Outcome::NotNow) outcome = waitFor(actor, m_putters, putting, attempt, waiting);
        if (outcome == Outcome::Closed)
            actor.fault("puts into " + name + ", which is closed; close it after the last item");
        if (outcome != Outcome::Done) return false;
        m_takers.wake();
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        SpinQueueItem item;
        Actor::Waiting* waiting = nullptr;
        const auto attempt = [&] {
            return m_places.take(item, [&](HandoverId given) { return give(actor, m_putters, waiting, given); });
        };
        Outcome outcome = attempt();
        if (outcome == Outcome::NotNow) outcome = waitFor(actor, m_takers, taking, attempt, waiting);
        if (outcome == Outcome::Closed) return Taken::Closed;
        if (outcome == Outcome::NotNow) return Taken::RunStops;
        value = item.value;
        m_putters.wake();
        return Taken::Item;
    }
    void close(Actor&) override {
        m_places.close();
        abandon();
    }
    void producerEnded(Actor& actor) override {
        if (m_producers.fetch_sub(1) == 1) close(actor);
    }
    // Who tries now may just have changed the size, and may not have said yet that it waits no more.
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        if (m_places.closed()) return false;
        const std::uint64_t size = m_places.size();
        return (ticket == taking ? size == 0 : size >= m_places.capacity()) && m_trying.load() == 0;
    }
    bool spins() const override { return true; }
    void abandon() override {
        m_takers.wakeAll();
        m_putters.wakeAll();
    }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    static constexpr int patience = 2'000;  // rounds of spinning before it parks

    struct alignas(64) Line {
        std::atomic<std::uint32_t> waiters{0}, parked{0}, changes{0};
        void wake() {
            if (parked.load() == 0) return;
            changes.fetch_add(1);
            changes.notify_one();
        }
        void wakeAll() {
            changes.fetch_add(1);
            changes.notify_all();
        }
    };
    // `ended`: what ended the actor's own wait, if it was `waiting`.
    HandoverId give(Actor& actor, const Line& line, Actor::Waiting* waiting, HandoverId ended) {
        if (waiting) waiting->endNow(ended);
        return line.waiters.load(std::memory_order_relaxed) > 0 ? actor.give(*this, 1, 0) : 0;
    }
    template <class Attempt>
    Outcome waitFor(Actor& actor, Line& line, std::uint64_t ticket, Attempt attempt, Actor::Waiting*& told) {
        Outcome outcome = Outcome::NotNow;
        m_trying.fetch_add(1);
        {
            Actor::Waiting waiting(actor, *this, State::Queue, ticket, Way::Spin);
            told = &waiting;
            line.waiters.fetch_add(1);
            for (int i = 0; i < patience && outcome == Outcome::NotNow; ++i) {
                spinPause();
                outcome = attempt();
            }
            if (outcome == Outcome::NotNow) {
                waiting.parks();
                outcome = park(actor, line, attempt);
            }
            line.waiters.fetch_sub(1);
            told = nullptr;
        }
        m_trying.fetch_sub(1);
        return outcome;
    }
    template <class Attempt>
    Outcome park(Actor& actor, Line& line, Attempt attempt) {
        for (;;) {
            line.parked.fetch_add(1);
            const std::uint32_t before = line.changes.load();
            const Outcome outcome = attempt();
            if (outcome != Outcome::NotNow || actor.stopped()) {
                line.parked.fetch_sub(1);
                return outcome;
            }
            m_trying.fetch_sub(1);
            line.changes.wait(before);
            m_trying.fetch_add(1);
            line.parked.fetch_sub(1);
        }
    }

    Places m_places;
    std::atomic<std::uint32_t> m_producers;
    std::atomic<std::uint32_t> m_trying{0};
    Line m_takers, m_putters;
};

template <class Places>
std::unique_ptr<BlockingObject> makeSpinQueue(const ScriptObject& object, std::uint32_t producers) {
    return std::make_unique<SpinQueue<Places>>(object.capacity, producers);
}

}  // namespace corelane
