#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/scripts/step_work.h"

#include <chrono>
#include <mutex>

namespace corelane {
namespace {

class TimedLock {
  public:
    static constexpr Way way = Way::Park;
    bool try_lock() { return m_mutex.try_lock(); }
    bool try_lock_for(std::chrono::nanoseconds time) {
#if defined(__SANITIZE_THREAD__)
        // The sanitizer of GCC 12 does not know pthread_mutex_clocklock.
        return m_mutex.try_lock_until(std::chrono::system_clock::now() + time);
#else
        return m_mutex.try_lock_for(time);
#endif
    }
    void unlock() {
        m_mutex.unlock();
    }

    class Turn {
      public:
        explicit Turn(TimedLock& lock) : m_lock(lock) {}
        bool forSlice() { return m_lock.try_lock_for(longestUnheard); }

      private:
        TimedLock& m_lock;
    };

  private:
    std::timed_mutex m_mutex;
};

}  // namespace

namespace construct {
extern const Construct timed_mutex;
constinit const Construct timed_mutex = {
    .name = "timed_mutex",
    .title = "std::timed_mutex",
    .summary = "a mutex whose waiters can give up: try_lock within a time parks, where others try again and again",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<TimedLock>};
}  // namespace construct

}  // namespace corelane
