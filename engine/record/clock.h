// The clock of the hot path: CLOCK_BOOTTIME, or rdtsc where a causality test across cores passes. Ticks become
// nanoseconds of BOOTTIME when drained, not when recorded.
#pragma once

#include "engine/trace/time.h"

#include <cstdint>
#include <string_view>
#include <time.h>
#include <vector>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace corelane {

class Clock {
  public:
    enum class Kind : std::uint32_t { Boottime, Tsc };
    explicit Clock(Kind kind) : m_kind(kind) {}
    [[gnu::always_inline]] std::uint64_t ticks() const {
#if defined(__x86_64__)
        if (m_kind == Kind::Tsc) [[likely]]
            return __rdtsc();
#endif
        timespec t;
        clock_gettime(CLOCK_BOOTTIME, &t);
        return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(t.tv_nsec);
    }
    Kind kind() const {
        return m_kind;
    }

  private:
    Kind m_kind;
};

Time boottimeNow();  // nanoseconds of CLOCK_BOOTTIME

// Turns ticks of a clock into nanoseconds of BOOTTIME by pairs of readings: straight lines between them. Never
// decreases where ticks do not. Not thread-safe.
class Calibration {
  public:
    explicit Calibration(Clock::Kind);  // reads the first pair, over about 0.1 ms
    void sample();  // reads another pair, about 0.1 us; call it now and then and before converting
    Time time(std::uint64_t ticks) const;
    double nanosecondsPerTick() const { return m_slope; }  // over all pairs

  private:
    struct Pair {
        std::uint64_t ticks;
        Time time;
    };
    bool read(Pair& into) const;
    Clock m_clock;
    std::vector<Pair> m_pairs;
    double m_slope = 1;                 // of the whole, for what lies outside the pairs
    mutable std::size_t m_segment = 0;  // where the last answer was: questions come nearly in order
};

// What the machine's clocks are like; measured once at start, about 0.2 s, single-threaded caller.
struct ClockFacts {
    Clock::Kind best =
        Clock::Kind::Boottime;  // Tsc only if constant, and no message between cores seems received before sent
    double stepNs = 0;          // smallest difference seen between two reads of `best`
    double readNs = 0;          // cost of one read
    std::string_view reason;    // why not rdtsc, or "" when it is
};
ClockFacts measureClock();

}  // namespace corelane
