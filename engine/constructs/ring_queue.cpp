#include "engine/constructs/construct.h"
#include "engine/constructs/spin_queue.h"

#include <atomic>
#include <vector>

namespace corelane {
namespace {

// A ring of places, each with a number that says whose turn it is, after D. Vyukov's bounded MPMC queue: place p is
// put into for the n-th time at turn 2n and taken from at turn 2n + 1. Positions are claimed by compare-and-swap; who
// has claimed one never waits for another.
class Ring {
  public:
    using Item = SpinQueueItem;
    using Outcome = SpinQueueOutcome;

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

}  // namespace

namespace construct {
extern const Construct ring_queue;
constinit const Construct ring_queue = {
    .name = "ring_queue",
    .title = "Bounded queue without a lock",
    .summary = "a ring of numbered places, claimed by compare-and-swap: who finds it full or empty spins, then parks",
    .family = "threads",
    .kind = ObjectKind::Queue,
    .make = makeSpinQueue<Ring>};
}  // namespace construct

}  // namespace corelane
