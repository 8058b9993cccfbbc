#include "engine/constructs/construct.h"
#include "engine/constructs/signal.h"

namespace corelane {
namespace {

class LockQueue final : public Signal {
  public:
    LockQueue(std::uint32_t capacity, std::uint32_t producers) : m_capacity(capacity), m_producers(producers) {}
    bool put(Actor& actor, std::uint64_t value) override {
        std::unique_lock lock(m_mutex);
        const auto room = [&] { return m_items.size() < m_capacity || m_closed; };
        if (room())
            passOver(m_putters);
        else if (!await(actor, m_putters, lock, State::Queue, putting, room))
            return false;
        if (m_closed) {
            actor.fault("puts into " + name + ", which is closed; close it after the last item");
            return false;
        }
        m_items.push_back(value);
        give(actor, m_takers, 1);
        m_takers.changed.notify_one();
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        std::unique_lock lock(m_mutex);
        const auto some = [&] { return !m_items.empty() || m_closed; };
        if (some())
            passOver(m_takers);
        else if (!await(actor, m_takers, lock, State::Queue, taking, some))
            return Taken::RunStops;
        if (m_items.empty()) return Taken::Closed;
        value = m_items.front();
        m_items.pop_front();
        give(actor, m_putters, 1);
        m_putters.changed.notify_one();
        return Taken::Item;
    }
    void close(Actor&) override {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_takers.changed.notify_all();
        m_putters.changed.notify_all();
    }
    void producerEnded(Actor& actor) override {
        {
            const std::lock_guard lock(m_mutex);
            if (--m_producers > 0) return;
        }
        close(actor);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock || m_closed) return false;
        return ticket == taking ? m_items.empty() : m_items.size() >= m_capacity;
    }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    std::size_t m_capacity;
    std::uint32_t m_producers;
    bool m_closed = false;
    std::deque<std::uint64_t> m_items;
    WaitingLine m_takers, m_putters;
};

}  // namespace

namespace construct {
extern const Construct lock_queue;
constinit const Construct lock_queue = {
    .name = "lock_queue",
    .title = "Bounded queue with a lock",
    .summary = "a mutex and two condition variables: every put and take locks, who waits is parked",
    .family = "threads",
    .kind = ObjectKind::Queue,
    .make = [](const ScriptObject& object, std::uint32_t producers) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<LockQueue>(object.capacity, producers);
    }};
}  // namespace construct

}  // namespace corelane
