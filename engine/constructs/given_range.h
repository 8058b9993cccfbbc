// Hand-overs of one release that go to several waiters, one each. Any thread.
#pragma once

#include "engine/record/recorder.h"

#include <atomic>
#include <cstdint>

namespace corelane {

class GivenRange {
  public:
    // What was given before and not taken is lost: who waits for it has no edge.
    void set(HandoverId first, std::uint32_t count) {
        m_given.store(std::uint64_t{first} << 32 | (first + count), std::memory_order_release);
    }
    // 0: nothing is left.
    HandoverId take() {
        std::uint64_t given = m_given.load(std::memory_order_acquire);
        while ((given >> 32) < (given & 0xffffffff))
            if (m_given.compare_exchange_weak(given, given + (std::uint64_t{1} << 32)))
                return static_cast<HandoverId>(given >> 32);
        return 0;
    }

  private:
    std::atomic<std::uint64_t> m_given{0};  // the next one, and where they end
};

}  // namespace corelane
