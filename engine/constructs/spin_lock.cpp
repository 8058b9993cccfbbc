#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/spinning.h"

namespace corelane {
namespace {

// Test and test-and-set: who waits reads, and writes only when the lock looks free.
class SpinLock {
  public:
    static constexpr Way way = Way::Spin;
    bool try_lock() {
        return !m_held.load(std::memory_order_relaxed) && !m_held.exchange(true, std::memory_order_acquire);
    }
    void unlock() { m_held.store(false, std::memory_order_release); }

    class Turn {
      public:
        explicit Turn(SpinLock& lock) : m_lock(lock) {}
        bool forSlice() {
            for (int i = 0; i < spinsPerSlice; ++i) {
                if (m_lock.try_lock()) return true;
                m_spinning.once();
            }
            return false;
        }

      private:
        SpinLock& m_lock;
        Spinning m_spinning;
    };

  private:
    alignas(64) std::atomic<bool> m_held{false};
};

}  // namespace

namespace construct {
extern const Construct spin_lock;
constinit const Construct spin_lock = {
    .name = "spin_lock",
    .title = "Spin lock",
    .summary = "one flag (test and test-and-set): who waits keeps its core and spins, and yields after a while",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<SpinLock>};
}  // namespace construct

}  // namespace corelane
