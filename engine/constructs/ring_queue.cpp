#include "engine/constructs/construct.h"
#include "engine/constructs/spinning.h"

#include <atomic>
#include <vector>

namespace corelane {
namespace {

// A ring of places, each with a number that says whose turn it is, after D. Vyukov's bounded MPMC queue: place p is
// put into for the n-th time at turn 2n and taken from at turn 2n + 1. Positions are claimed by compare-and-swap; who
// has claimed one never waits for another. Who finds it full or empty spins for a while and then parks.
class Ring {
  public:
    struct Item {
        std::uint64_t value = 0;
        HandoverId given = 0;
    };
    enum class Outcome { Done, NotNow, Closed };

    explicit Ring(std::uint32_t capacity) : m_places(capacity) {}

    // give(freed): what the one who took from the place gave is what ended a wait for it; returns what is given on.
    template <class Give>
    Outcome put(std::uint64_t value, Give give) {
        std::uint64_t position = m_put.load(std::memory_order_acquire);
        for (;;) {
            if (position & closedBit) return Outcome::Closed;
            Place& place = m_places[position % m_places.size()];
            if (place.turn.load(std::memory_order_acquire) == 2 * (position / m_places.size())) {
                if (!m_put.compare_exchange_weak(position, position + 1, std::memory_order_acq_rel)) continue;
                place.item = {value, give(place.item.given)};
                place.turn.store(2 * (position / m_places.size()) + 1);
                return Outcome::Done;
            }
            const std::uint64_t now = m_put.load(std::memory_order_acquire);
            if (now == position) return Outcome::NotNow;
            position = now;
        }
    }
    template <class Give>
    Outcome take(Item& item, Give give) {
        std::uint64_t position = m_take.load(std::memory_order_acquire);
        for (;;) {
            Place& place = m_places[position % m_places.size()];
            if (place.turn.load(std::memory_order_acquire) == 2 * (position / m_places.size()) + 1) {
                if (!m_take.compare_exchange_weak(position, position + 1, std::memory_order_acq_rel)) continue;
                item = place.item;
                place.item.given = give(item.given);
                place.turn.store(2 * (position / m_places.size()) + 2);
                return Outcome::Done;
            }
            const std::uint64_t now = m_take.load(std::memory_order_acquire);
            if (now == position)  // one that is being put comes still
                return m_put.load(std::memory_order_acquire) == (position | closedBit) ? Outcome::Closed
                                                                                       : Outcome::NotNow;
            position = now;
        }
    }
    void close() { m_put.fetch_or(closedBit); }
    bool closed() const { return m_put.load() & closedBit; }
    std::uint64_t size() const {
        const std::uint64_t taken = m_take.load();
        return (m_put.load() & ~closedBit) - taken;
    }
    std::uint64_t capacity() const { return m_places.size(); }

  private:
    static constexpr std::uint64_t closedBit = std::uint64_t{1} << 63;
    struct Place {
        std::atomic<std::uint64_t> turn{0};
        Item item;
    };
    std::vector<Place> m_places;
    alignas(64) std::atomic<std::uint64_t> m_put{0};  // the next position, and whether it is closed
    alignas(64) std::atomic<std::uint64_t> m_take{0};
};

class RingQueue final : public BlockingObject {
  public:
    RingQueue(std::uint32_t capacity, std::uint32_t producers) : m_ring(capacity), m_producers(producers) {}

    bool put(Actor& actor, std::uint64_t value) override {
        Actor::Waiting* waiting = nullptr;
        const auto attempt = [&] {
            return m_ring.put(value, [&](HandoverId freed) { return give(actor, m_takers, waiting, freed); });
        };
        Ring::Outcome outcome = attempt();
        if (outcome == Ring::Outcome::NotNow) outcome = waitFor(actor, m_putters, putting, attempt, waiting);
        if (outcome == Ring::Outcome::Closed)
            actor.fault("puts into " + name + ", which is closed; close it after the last item");
        if (outcome != Ring::Outcome::Done) return false;
        m_takers.wake();
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        Ring::Item item;
        Actor::Waiting* waiting = nullptr;
        const auto attempt = [&] {
            return m_ring.take(item, [&](HandoverId given) { return give(actor, m_putters, waiting, given); });
        };
        Ring::Outcome outcome = attempt();
        if (outcome == Ring::Outcome::NotNow) outcome = waitFor(actor, m_takers, taking, attempt, waiting);
        if (outcome == Ring::Outcome::Closed) return Taken::Closed;
        if (outcome == Ring::Outcome::NotNow) return Taken::Stopped;
        value = item.value;
        m_putters.wake();
        return Taken::Item;
    }
    void close(Actor&) override {
        m_ring.close();
        abandon();
    }
    void producerEnded(Actor& actor) override {
        if (m_producers.fetch_sub(1) == 1) close(actor);
    }
    // Who tries now may just have changed the size, and may not have said yet that it waits no more.
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        if (m_ring.closed()) return false;
        const std::uint64_t size = m_ring.size();
        return (ticket == taking ? size == 0 : size >= m_ring.capacity()) && m_trying.load() == 0;
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
    Ring::Outcome waitFor(Actor& actor, Line& line, std::uint64_t ticket, Attempt attempt, Actor::Waiting*& told) {
        Ring::Outcome outcome = Ring::Outcome::NotNow;
        m_trying.fetch_add(1);
        {
            Actor::Waiting waiting(actor, *this, State::Queue, ticket, Way::Spin);
            told = &waiting;
            line.waiters.fetch_add(1);
            for (int i = 0; i < patience && outcome == Ring::Outcome::NotNow; ++i) {
                spinPause();
                outcome = attempt();
            }
            if (outcome == Ring::Outcome::NotNow) {
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
    Ring::Outcome park(Actor& actor, Line& line, Attempt attempt) {
        for (;;) {
            line.parked.fetch_add(1);
            const std::uint32_t before = line.changes.load();
            const Ring::Outcome outcome = attempt();
            if (outcome != Ring::Outcome::NotNow || actor.stopped()) {
                line.parked.fetch_sub(1);
                return outcome;
            }
            m_trying.fetch_sub(1);
            line.changes.wait(before);
            m_trying.fetch_add(1);
            line.parked.fetch_sub(1);
        }
    }

    Ring m_ring;
    std::atomic<std::uint32_t> m_producers;
    std::atomic<std::uint32_t> m_trying{0};
    Line m_takers, m_putters;
};

}  // namespace

namespace construct {
extern const Construct ring_queue;
constinit const Construct ring_queue = {
    .name = "ring_queue",
    .title = "Bounded queue without a lock",
    .summary = "a ring of numbered places, claimed by compare-and-swap: who finds it full or empty spins, then parks",
    .family = "threads",
    .kind = ObjectKind::Queue,
    .make = [](const ScriptObject& object, std::uint32_t producers) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<RingQueue>(object.capacity, producers);
    }};
}  // namespace construct

}  // namespace corelane
