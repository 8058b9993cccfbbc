// The C library's semaphore as the units of a SemaphoreObject: between threads, or, where it lies in shared memory,
// between processes. Its end there is the region's, since others may still use it.
#pragma once

#include "engine/constructs/slices.h"
#include "engine/scripts/blocking_object.h"

#include <semaphore.h>

namespace corelane {

template <bool processShared>
class SemaphoreUnits {
  public:
    explicit SemaphoreUnits(std::uint32_t units) {
        CORELANE_ASSERT(sem_init(&m_units, processShared ? 1 : 0, units) == 0);
    }
    ~SemaphoreUnits() {
        if constexpr (!processShared) sem_destroy(&m_units);
    }
    SemaphoreUnits(const SemaphoreUnits&) = delete;
    SemaphoreUnits& operator=(const SemaphoreUnits&) = delete;
    bool try_acquire() { return sem_trywait(&m_units) == 0; }
    bool acquireForSlice() { return acquireUntil(&m_units, endOfSlice()) == 0; }
    void release() { sem_post(&m_units); }

  private:
    sem_t m_units;
};

}  // namespace corelane
