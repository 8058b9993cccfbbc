#include "engine/constructs/construct.h"

#include <oneapi/tbb/concurrent_queue.h>

#include <atomic>
#include <thread>

namespace corelane {
namespace {

// push() and pop() wait inside the library; abort() is how they are left, when the queue is closed or the run stops.
// Each item carries the hand-over that it is.
class TbbQueue final : public BlockingObject {
  public:
    TbbQueue(std::uint32_t capacity, std::uint32_t producers)
        : m_producers(producers), m_places(static_cast<std::int64_t>(capacity)) {
        m_queue.set_capacity(static_cast<std::ptrdiff_t>(capacity));
    }

    bool put(Actor& actor, std::uint64_t value) override {
        if (m_closed.load()) return refuse(actor);
        const auto item = [&] { return Item{value, m_takers.load() > 0 ? actor.give(*this, 1, 0) : 0}; };
        m_items.fetch_add(1);
        if (!m_queue.try_push(item()) && !waitToPut(actor, item)) {
            m_items.fetch_sub(1);
            return m_closed.load() ? refuse(actor) : false;
        }
        m_places.fetch_sub(1);
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        Item item;
        m_places.fetch_add(1);
        Taken taken = Taken::Item;
        if (!m_queue.try_pop(item)) {
            if (!m_closed.load())
                taken = waitToTake(actor, item);
            else if (!m_queue.try_pop(item))
                taken = Taken::Closed;
        }
        if (taken != Taken::Item) {
            m_places.fetch_sub(1);
            return taken;
        }
        if (m_putters.load() > 0) m_freed.store(actor.give(*this, 1, 0));
        m_items.fetch_sub(1);
        value = item.value;
        return taken;
    }
    void close(Actor&) override {
        m_closed.store(true);
        // Who waits for an item leaves, or gets one that lies there still; nobody begins to wait any more.
        while (m_takers.load() > 0) {
            m_queue.abort();
            std::this_thread::yield();
        }
        m_queue.abort();
    }
    void producerEnded(Actor& actor) override {
        if (m_producers.fetch_sub(1) == 1) close(actor);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        return !m_closed.load() && (ticket == taking ? m_items.load() <= 0 : m_places.load() <= 0);
    }
    void abandon() override { m_queue.abort(); }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    struct Item {
        std::uint64_t value = 0;
        HandoverId given = 0;
    };

    template <class MakeItem>
    bool waitToPut(Actor& actor, MakeItem makeItem) {
        Actor::Waiting waiting(actor, *this, State::Queue, putting);
        m_putters.fetch_add(1);
        bool done = false;
        while (!done && !actor.stopped() && !m_closed.load()) {
            try {
                m_queue.push(makeItem());
                done = true;
            } catch (const tbb::user_abort&) {}
        }
        m_putters.fetch_sub(1);
        if (done) waiting.endedBy(m_freed.exchange(0));
        return done;
    }
    Taken waitToTake(Actor& actor, Item& item) {
        Actor::Waiting waiting(actor, *this, State::Queue, taking);
        m_takers.fetch_add(1);
        bool done = false, closed = false;
        while (!(done = m_queue.try_pop(item)) && !actor.stopped() && !(closed = m_closed.load())) {
            try {
                m_queue.pop(item);
                done = true;
                break;
            } catch (const tbb::user_abort&) {}
        }
        // Closed after it was looked into: what was put before that lies there.
        if (!done && closed) done = m_queue.try_pop(item);
        m_takers.fetch_sub(1);
        if (done) waiting.endedBy(item.given);
        return done ? Taken::Item : closed ? Taken::Closed : Taken::RunStops;
    }
    bool refuse(Actor& actor) {
        actor.fault("puts into " + name + ", which is closed; close it after the last item");
        return false;
    }

    tbb::concurrent_bounded_queue<Item> m_queue;
    std::atomic<bool> m_closed{false};
    std::atomic<std::uint32_t> m_producers, m_takers{0}, m_putters{0};
    std::atomic<HandoverId> m_freed{0};
    // For the watchdog, never less than there are: counted before they are there, and off when no wait is left.
    std::atomic<std::int64_t> m_items{0}, m_places;
};

}  // namespace

namespace construct {
extern const Construct tbb_bounded_queue;
constinit const Construct tbb_bounded_queue = {
    .name = "tbb_bounded_queue",
    .title = "tbb::concurrent_bounded_queue",
    .summary = "oneTBB's queue of micro-queues with a capacity: who finds it full or empty is parked",
    .family = "tbb",
    .kind = ObjectKind::Queue,
    .make = [](const ScriptObject& object, std::uint32_t producers) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<TbbQueue>(object.capacity, producers);
    }};
}  // namespace construct

}  // namespace corelane
