#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/spinning.h"

namespace corelane {
namespace {

// Mellor-Crummey and Scott, "Algorithms for scalable synchronization on shared-memory multiprocessors", 1991. A
// waiter that leaves, which it does only when the run stops, leaves its ticket unserved: all others leave as well.
class TicketLock {
  public:
    static constexpr Way way = Way::Spin;
    bool try_lock() {
        std::uint32_t ticket = m_serving.load(std::memory_order_acquire);
        return m_next.compare_exchange_strong(
            ticket, ticket + 1, std::memory_order_acquire, std::memory_order_relaxed);
    }
    void unlock() { m_serving.store(m_serving.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

    class Turn {
      public:
        explicit Turn(TicketLock& lock)
            : m_lock(lock), m_ticket(lock.m_next.fetch_add(1, std::memory_order_relaxed)) {}
        bool forSlice() {
            for (int i = 0; i < spinsPerSlice; ++i) {
                if (m_lock.m_serving.load(std::memory_order_acquire) == m_ticket) return true;
                m_spinning.once();
            }
            return false;
        }

      private:
        TicketLock& m_lock;
        const std::uint32_t m_ticket;
        Spinning m_spinning;
    };

  private:
    alignas(64) std::atomic<std::uint32_t> m_next{0};
    alignas(64) std::atomic<std::uint32_t> m_serving{0};
};

}  // namespace

namespace construct {
extern const Construct ticket_lock;
constinit const Construct ticket_lock = {
    .name = "ticket_lock",
    .title = "Ticket lock",
    .summary = "two counters: first come, first served, by spinning; the next in line holds up all behind it",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<TicketLock>};
}  // namespace construct

}  // namespace corelane
