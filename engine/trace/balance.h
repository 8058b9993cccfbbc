// Where cores x wall time went. Definition: at every instant R workers run, each counted as its innermost span's
// state; the S = C - R spare cores are shared among the waiting workers' states (all of them idle beyond that), in the
// proportions n_s / N when more wait than cores are spare. The eight numbers and the residual sum to C x T exactly.
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

// Of a part of the run, [from, to) clipped to it.
Balance balance(const Run&, Time from, Time to);
Balance balance(const Run&);
// Of one worker alone: its own time by state, over the range (cores = 1).
Balance workerBalance(const Run&, std::size_t worker, Time from, Time to);

}  // namespace corelane
