#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/scripts/step_work.h"

#include <mutex>

namespace corelane {
namespace {

class TimedLock {
  public:
    static constexpr Way way = Way::Park;
    bool try_lock() { return m_mutex.try_lock(); }
    void unlock() { m_mutex.unlock(); }

    class Turn {
      public:
        explicit Turn(TimedLock& lock) : m_lock(lock) {}
        bool forSlice() { return m_lock.m_mutex.try_lock_for(longestUnheard); }

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
    .summary = "a mutex whose waiters give up after a time: here they try again, 50 ms each time",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<TimedLock>};
}  // namespace construct

}  // namespace corelane
