// std::mutex or std::recursive_mutex, whose waiters wait for a while through its own pthread_mutex_t.
#pragma once

#include "engine/constructs/slices.h"
#include "engine/scripts/blocking_object.h"

namespace corelane {

template <class Mutex>
class StandardLock {
  public:
    static constexpr Way way = Way::Park;
    bool try_lock() { return m_mutex.try_lock(); }
    void unlock() { m_mutex.unlock(); }

    class Turn {
      public:
        explicit Turn(StandardLock& lock) : m_lock(lock) {}
        bool forSlice() { return lockUntil(m_lock.m_mutex.native_handle(), endOfSlice()) == 0; }

      private:
        StandardLock& m_lock;
    };

  private:
    Mutex m_mutex;
};

}  // namespace corelane
