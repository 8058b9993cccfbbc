#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/record/sanitizer_order.h"

#include <omp.h>

namespace corelane {
namespace {

// omp_set_lock() cannot be left, so a run that stops unsets the lock in its holder's place; whoever takes `m_held`
// away is the one to unset it. OpenMP asks for the holder itself, but this lock of libgomp's and LLVM's has none.
class OpenmpLock {
  public:
    static constexpr Way way = Way::Park;
    OpenmpLock() { omp_init_lock(&m_lock); }
    ~OpenmpLock() { omp_destroy_lock(&m_lock); }
    OpenmpLock(const OpenmpLock&) = delete;
    OpenmpLock& operator=(const OpenmpLock&) = delete;

    bool try_lock() { return omp_test_lock(&m_lock) && hold(); }
    void unlock() {
        orderedBefore(&m_lock);
        if (m_held.exchange(false)) omp_unset_lock(&m_lock);
    }
    void abandon() { unlock(); }

    class Turn {
      public:
        explicit Turn(OpenmpLock& lock) : m_lock(lock) {}
        bool forSlice() {
            omp_set_lock(&m_lock.m_lock);
            return m_lock.hold();
        }

      private:
        OpenmpLock& m_lock;
    };

  private:
    bool hold() {
        orderedAfter(&m_lock);
        m_held.store(true);
        return true;
    }

    omp_lock_t m_lock;
    std::atomic<bool> m_held{false};
};

}  // namespace

namespace construct {
extern const Construct omp_lock;
constinit const Construct omp_lock = {
    .name = "omp_lock",
    .title = "omp_lock_t",
    .summary = "OpenMP's lock, omp_set_lock: libgomp spins for a while and then parks",
    .family = "openmp",
    .kind = ObjectKind::Mutex,
    .make = makeLock<OpenmpLock>};
}  // namespace construct

}  // namespace corelane
