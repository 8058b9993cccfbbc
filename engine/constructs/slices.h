// A wait that is cut into slices, so that a run that is to stop ends whatever its actors wait for.
#pragma once

#include "engine/scripts/step_work.h"

#include <cstdint>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

namespace corelane {

#if defined(__SANITIZE_THREAD__)
// As libstdc++ does for its timed mutexes: the sanitizer of GCC 12 does not know the calls with a clock.
inline constexpr clockid_t sliceClock = CLOCK_REALTIME;
inline int lockUntil(pthread_mutex_t* lock, const timespec& end) {
    return pthread_mutex_timedlock(lock, &end);
}
inline int readUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_timedrdlock(lock, &end);
}
inline int writeUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_timedwrlock(lock, &end);
}
inline int acquireUntil(sem_t* semaphore, const timespec& end) {
    return sem_timedwait(semaphore, &end);
}
#else
inline constexpr clockid_t sliceClock = CLOCK_MONOTONIC;
inline int lockUntil(pthread_mutex_t* lock, const timespec& end) {
    return pthread_mutex_clocklock(lock, sliceClock, &end);
}
inline int readUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_clockrdlock(lock, sliceClock, &end);
}
inline int writeUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_clockwrlock(lock, sliceClock, &end);
}
inline int acquireUntil(sem_t* semaphore, const timespec& end) {
    return sem_clockwait(semaphore, sliceClock, &end);
}
#endif

// When a slice of a wait that begins now is over.
inline timespec endOfSlice() {
    constexpr std::int64_t second = 1'000'000'000;
    timespec at{};
    clock_gettime(sliceClock, &at);
    const std::int64_t ns = at.tv_nsec + std::chrono::nanoseconds(longestUnheard).count();
    return {at.tv_sec + ns / second, ns % second};
}

}  // namespace corelane
