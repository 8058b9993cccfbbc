// The C library's mutex and condition variable as processes share them. The mutex is robust: when a process dies that
// holds it, the next to lock it gets it and is told so.
#pragma once

#include "engine/constructs/slices.h"

#include <cerrno>
#include <pthread.h>
#include <utility>

namespace corelane {

// For std::unique_lock, too.
class RobustMutex {
  public:
    explicit RobustMutex(int kind = PTHREAD_MUTEX_DEFAULT) {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_settype(&attributes, kind);
        pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        CORELANE_ASSERT(pthread_mutex_init(&m_mutex, &attributes) == 0);
        pthread_mutexattr_destroy(&attributes);
    }
    RobustMutex(const RobustMutex&) = delete;
    RobustMutex& operator=(const RobustMutex&) = delete;

    void lock() { CORELANE_ASSERT(got(pthread_mutex_lock(&m_mutex))); }
    bool try_lock() { return got(pthread_mutex_trylock(&m_mutex)); }
    bool lockForSlice() { return got(lockUntil(&m_mutex, endOfSlice())); }
    void unlock() { pthread_mutex_unlock(&m_mutex); }
    // By its holder: whether it got it from one that died. Says so once.
    bool ownerDied() { return std::exchange(m_ownerDied, false); }

    pthread_mutex_t* native() { return &m_mutex; }
    // Of a call that takes it; what it guards may be half changed, and is taken as it is.
    bool got(int error) {
        if (error == EOWNERDEAD) {
            pthread_mutex_consistent(&m_mutex);
            m_ownerDied = true;
        }
        return error == 0 || error == EOWNERDEAD;
    }

  private:
    pthread_mutex_t m_mutex;
    bool m_ownerDied = false;  // under the mutex
};

class SharedCondition {
  public:
    SharedCondition() {
        pthread_condattr_t attributes;
        pthread_condattr_init(&attributes);
        pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_condattr_setclock(&attributes, sliceClock);
        CORELANE_ASSERT(pthread_cond_init(&m_condition, &attributes) == 0);
        pthread_condattr_destroy(&attributes);
    }
    SharedCondition(const SharedCondition&) = delete;
    SharedCondition& operator=(const SharedCondition&) = delete;

    void waitForSlice(RobustMutex& held) {
        const timespec end = endOfSlice();
        const int error = pthread_cond_timedwait(&m_condition, held.native(), &end);
        if (error == EOWNERDEAD) held.got(error);
    }
    void notifyOne() { pthread_cond_signal(&m_condition); }
    void notifyAll() { pthread_cond_broadcast(&m_condition); }

  private:
    pthread_cond_t m_condition;
};

}  // namespace corelane
