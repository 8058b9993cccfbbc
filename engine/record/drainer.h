// A thread that does something now and then. It sleeps in between: one that spins costs the workload 40 ns a span,
// and each look takes a core from a worker for some microseconds.
#pragma once

#include "engine/trace/time.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace corelane {

inline constexpr Duration shortestRest = 1'000'000, longestRest = 10'000'000;

// How long to rest after a look that found rings filled by the part `grown` (0 ... 1) more than the one before it,
// `rested` ago: until they would have grown by two fifths, so that work which suddenly notes twice as much still
// finds room; at most twice as long as the last time.
Duration restAfter(Duration rested, double grown);

class Drainer {
  public:
    Drainer();
    Drainer(Drainer&&) noexcept;
    Drainer& operator=(Drainer&&) noexcept;
    ~Drainer();  // stops

    void make();  // the thread exists from here on, idle
    std::int32_t tid() const;
    // `look` is told how long the thread has rested, and gives how long it shall rest now.
    void start(Duration firstRest, std::function<Duration(Duration rested)> look);
    void stop();  // when it returns the function is not running any more, nor will it

  private:
    struct Thread;
    std::unique_ptr<Thread> m_thread;
};

}  // namespace corelane
