#include "engine/constructs/construct.h"
#include "engine/constructs/spin_queue.h"

#include <oneapi/tbb/concurrent_queue.h>

#include <atomic>

namespace corelane {
namespace {

// The library's queue has no bound and nobody waits in it: places are counted beside it.
class Counted {
  public:
    using Outcome = SpinQueueOutcome;

    explicit Counted(std::uint32_t capacity) : m_capacity(capacity) {}

    template <class Give>
    Outcome put(std::uint64_t value, Give give) {
        std::uint64_t size = m_size.load();
        do {
            if (m_closed.load()) return Outcome::Closed;
            if (size >= m_capacity) return Outcome::NotNow;
        } while (!m_size.compare_exchange_weak(size, size + 1));
        m_queue.push({value, give(m_freed.exchange(0))});
        return Outcome::Done;
    }
    template <class Give>
    Outcome take(SpinQueueItem& item, Give give) {
        const bool last = m_closed.load();  // in this order: what was put before it was closed lies there
        if (!m_queue.try_pop(item)) return last ? Outcome::Closed : Outcome::NotNow;
        const HandoverId given = give(item.given);
        if (given) m_freed.store(given);  // before the place is free: who gets it was waiting then
        m_size.fetch_sub(1);
        return Outcome::Done;
    }
    void close() { m_closed.store(true); }
    bool closed() const { return m_closed.load(); }
    std::uint64_t size() const { return m_size.load(); }
    std::uint64_t capacity() const { return m_capacity; }

  private:
    const std::uint64_t m_capacity;
    tbb::concurrent_queue<SpinQueueItem> m_queue;
    std::atomic<bool> m_closed{false};
    alignas(64) std::atomic<std::uint64_t> m_size{0};  // places claimed
    std::atomic<HandoverId> m_freed{0};                // what the last one who took gave
};

}  // namespace

namespace construct {
extern const Construct tbb_concurrent_queue;
constinit const Construct tbb_concurrent_queue = {
    .name = "tbb_concurrent_queue",
    .title = "tbb::concurrent_queue",
    .summary = "oneTBB's queue without bound or wait, its places counted beside it: who must wait spins, then parks",
    .family = "tbb",
    .kind = ObjectKind::Queue,
    .make = makeSpinQueue<Counted>};
}  // namespace construct

}  // namespace corelane
