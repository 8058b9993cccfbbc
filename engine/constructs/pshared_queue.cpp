#include "engine/constructs/construct.h"
#include "engine/constructs/shared_signal.h"

namespace corelane {
namespace {

class SharedQueue final : public SharedSignal {
  public:
    SharedQueue(std::uint32_t capacity, std::uint32_t producers)
        : m_capacity(capacity), m_producers(producers),
          m_items(static_cast<std::uint64_t*>(SharedRegion::current().allocate(
              std::size_t{capacity} * sizeof(std::uint64_t), alignof(std::uint64_t)))) {}
    bool put(Actor& actor, std::uint64_t value) override {
        const Lock lock(m_mutex);
        const auto room = [&] { return m_count < m_capacity || m_closed; };
        if (room())
            passOver(m_putters);
        else if (!await(actor, m_putters, State::Queue, putting, room))
            return false;
        if (m_closed) {
            actor.fault("puts into " + name + ", which is closed; close it after the last item");
            return false;
        }
        m_items[(m_first + m_count++) % m_capacity] = value;
        give(actor, m_takers, 1);
        m_takers.changed.notifyOne();
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        const Lock lock(m_mutex);
        const auto some = [&] { return m_count > 0 || m_closed; };
        if (some())
            passOver(m_takers);
        else if (!await(actor, m_takers, State::Queue, taking, some))
            return Taken::RunStops;
        if (m_count == 0) return Taken::Closed;
        value = m_items[m_first];
        m_first = (m_first + 1) % m_capacity;
        --m_count;
        give(actor, m_putters, 1);
        m_putters.changed.notifyOne();
        return Taken::Item;
    }
    void close(Actor&) override {
        const Lock lock(m_mutex);
        m_closed = true;
        m_takers.changed.notifyAll();
        m_putters.changed.notifyAll();
    }
    void producerEnded(Actor& actor) override {
        {
            const Lock lock(m_mutex);
            if (--m_producers > 0) return;
        }
        close(actor);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const Lock lock(m_mutex, std::try_to_lock);
        if (!lock || m_closed) return false;
        return ticket == taking ? m_count == 0 : m_count >= m_capacity;
    }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    std::uint64_t m_capacity, m_first = 0, m_count = 0;
    std::uint32_t m_producers;
    bool m_closed = false;
    std::uint64_t* m_items;  // in the region, too
    SharedLine m_takers, m_putters;
};

}  // namespace

namespace construct {
extern const Construct pshared_queue;
constinit const Construct pshared_queue = {
    .name = "pshared_queue",
    .title = "Bounded queue in shared memory",
    .summary = "a ring of items, a robust mutex and two condition variables: nothing is copied through the kernel",
    .family = "processes",
    .kind = ObjectKind::Queue,
    .make = [](const ScriptObject& object, std::uint32_t producers) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<SharedQueue>(object.capacity, producers);
    }};
}  // namespace construct

}  // namespace corelane
