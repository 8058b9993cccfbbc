// How a waiter spins: it keeps its core, and after a while offers it, since whom it waits for may need it.
#pragma once

#include "engine/record/spin_pause.h"

#include <algorithm>
#include <sched.h>
#include <thread>

namespace corelane {

class Spinning {
  public:
    // `patience`: after so many rounds without a yield each further one is a yield.
    explicit Spinning(int patience = 200) : m_left(patience) {}
    void once() {
        if (m_left > 0) {
            --m_left;
            spinPause();
        } else {
            sched_yield();
        }
    }

  private:
    int m_left;
};

// Rounds between two looks whether the run is to stop.
inline constexpr int spinsPerSlice = 256;

}  // namespace corelane
