#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/spinning.h"
#include "engine/record/sanitizer_order.h"

#include <omp.h>

namespace corelane {
namespace {

// omp_set_nest_lock() cannot be left and knows its holder, so nobody can unset it in its place: who waits tries again
// and again.
class OpenmpNestLock {
  public:
    static constexpr Way way = Way::Spin;
    OpenmpNestLock() { omp_init_nest_lock(&m_lock); }
    ~OpenmpNestLock() { omp_destroy_nest_lock(&m_lock); }
    OpenmpNestLock(const OpenmpNestLock&) = delete;
    OpenmpNestLock& operator=(const OpenmpNestLock&) = delete;

    bool try_lock() {
        if (omp_test_nest_lock(&m_lock) == 0) return false;
        orderedAfter(&m_lock);
        return true;
    }
    void unlock() {
        orderedBefore(&m_lock);
        omp_unset_nest_lock(&m_lock);
    }

    class Turn {
      public:
        explicit Turn(OpenmpNestLock& lock) : m_lock(lock) {}
        bool forSlice() {
            for (int i = 0; i < spinsPerSlice; ++i) {
                if (m_lock.try_lock()) return true;
                m_spinning.once();
            }
            return false;
        }

      private:
        OpenmpNestLock& m_lock;
        Spinning m_spinning;
    };

  private:
    omp_nest_lock_t m_lock;
};

}  // namespace

namespace construct {
extern const Construct omp_nest_lock;
constinit const Construct omp_nest_lock = {
    .name = "omp_nest_lock",
    .title = "omp_nest_lock_t",
    .summary = "OpenMP's lock that its holder may set again, tried with omp_test_nest_lock until it is free",
    .family = "openmp",
    .kind = ObjectKind::Mutex,
    .make = makeLock<OpenmpNestLock, true>,
    .recursive = true};
}  // namespace construct

}  // namespace corelane
