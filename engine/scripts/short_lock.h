// A lock for a handful of instructions that never wait: one atomic instruction where a mutex has two. Who finds it
// taken spins, and soon offers its core, since the holder may have been preempted.
#pragma once

#include "engine/record/spin_pause.h"

#include <atomic>
#include <sched.h>

namespace corelane {

class ShortLock {
  public:
    void lock() {
        while (m_taken.exchange(true, std::memory_order_acquire)) {
            constexpr int patience = 64;
            for (int i = 0; m_taken.load(std::memory_order_relaxed); ++i)
                i < patience ? spinPause() : void(sched_yield());
        }
    }
    void unlock() { m_taken.store(false, std::memory_order_release); }

  private:
    std::atomic<bool> m_taken{false};
};

}  // namespace corelane
