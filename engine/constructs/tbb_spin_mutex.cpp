#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/spinning.h"

#include <oneapi/tbb/spin_mutex.h>

namespace corelane {
namespace {

// What spin_mutex::lock() does, a slice at a time: try_lock(), pauses that double, then yields.
class TbbSpinLock {
  public:
    static constexpr Way way = Way::Spin;
    bool try_lock() { return m_mutex.try_lock(); }
    void unlock() { m_mutex.unlock(); }

    class Turn {
      public:
        explicit Turn(TbbSpinLock& lock) : m_lock(lock) {}
        bool forSlice() {
            constexpr int mostPauses = 16;
            for (int i = 0; i < spinsPerSlice; ++i) {
                if (m_lock.try_lock()) return true;
                if (m_pauses > mostPauses) {
                    sched_yield();
                    continue;
                }
                for (int pause = 0; pause < m_pauses; ++pause) spinPause();
                m_pauses *= 2;
            }
            return false;
        }

      private:
        TbbSpinLock& m_lock;
        int m_pauses = 1;
    };

  private:
    tbb::spin_mutex m_mutex;
};

}  // namespace

namespace construct {
extern const Construct tbb_spin_mutex;
constinit const Construct tbb_spin_mutex = {
    .name = "tbb_spin_mutex",
    .title = "tbb::spin_mutex",
    .summary = "oneTBB's flag: who waits spins with growing pauses, then yields",
    .family = "tbb",
    .kind = ObjectKind::Mutex,
    .make = makeLock<TbbSpinLock>};
}  // namespace construct

}  // namespace corelane
