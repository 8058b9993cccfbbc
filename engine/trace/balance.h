// Where cores x wall time went. Definition: at every instant R workers run, each counted as its innermost span's
// state; the S = C - R spare cores are shared among the waiting workers' states (all of them idle beyond that), in
// the proportions n_s / N when more wait than cores are spare. The eight numbers and the residual sum to C x T
// exactly.
#pragma once

#include "engine/trace/trace.h"

#include <array>

namespace corelane {

struct Balance {
    std::array<Duration, stateCount> state{};  // core-nanoseconds
    Duration residual = 0;                     // time in which a worker's state is not known
    Duration total = 0;                        // cores x (to - from); = sum of state + residual
    Duration of(State s) const { return state[static_cast<std::size_t>(s)]; }
};

// The part of time the balance is about: a finished run's result, [begin, begin + wall); else what was seen of it.
struct Extent {
    Time begin = 0, end = 0;
};
Extent extent(const Run&);

// Of a part of the run, [from, to) clipped to its extent. Level 1 (core lanes are there): a worker runs while a core
// of the run's set names it, and a run's thread that is no worker is overhead. Level 0: workers in useful, overhead
// and startup run, and share the cores when they are more. Residual: a lane that was cut, the time around lost
// events, and at level 1 a worker said to compute that no core ran. Cost: O(segments in the range x log lanes).
Balance balance(const Run&, Time from, Time to);
Balance balance(const Run&);
// Of one worker alone: its own time by state, over the range (cores = 1); idle where it did not live.
Balance workerBalance(const Run&, std::size_t worker, Time from, Time to);

}  // namespace corelane
