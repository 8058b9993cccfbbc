// The clock of the hot path: CLOCK_BOOTTIME, or rdtsc where a causality test across cores passes. Ticks become
// nanoseconds of BOOTTIME when drained, not when recorded.
#pragma once

#include "engine/trace/time.h"

#include <cstdint>
#include <string_view>

namespace corelane {

class Clock {
  public:
    enum class Kind : std::uint32_t { Boottime, Tsc };
    explicit Clock(Kind kind) : m_kind(kind) {}
    std::uint64_t ticks() const;  // inline, in this header
    Kind kind() const { return m_kind; }

  private:
    Kind m_kind;
};

Time boottimeNow();  // nanoseconds of CLOCK_BOOTTIME

// What the machine's clocks are like; measured once at start, about 0.2 s, single-threaded caller.
struct ClockFacts {
    Clock::Kind best = Clock::Kind::Boottime;  // Tsc only if constant, and no message between cores seems received before sent
    double stepNs = 0;                         // smallest difference seen between two reads of `best`
    double readNs = 0;                         // cost of one read
    std::string_view reason;                   // why not rdtsc, or "" when it is
};
ClockFacts measureClock();

}  // namespace corelane
