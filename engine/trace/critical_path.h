// The chain that decided when a run ended. Walked back from its end: on a lane for as long as that lane worked; where
// a task began only when an input came, or an actor ran on only when it was given what it waited for, over to the
// lane that gave, at the moment of the hand-over. Pieces tile the run's extent, so that their shares sum to the
// whole.
#pragma once

#include "engine/trace/trace.h"

#include <array>
#include <optional>
#include <vector>

namespace corelane {

struct PathPiece {
    Time begin = 0, end = 0;
    std::uint32_t lane = 0;      // numbered as edges number lanes
    TaskIndex task = 0;          // whose task it is, 0: none's
    std::optional<State> state;  // as the lane's segments say, so preemption is its own piece; nothing: not known
};

struct CriticalPath {
    std::vector<PathPiece> pieces;  // in order of time, each beginning where the one before ends
    std::array<Duration, stateCount> state{};
    Duration unknown = 0;
    std::size_t handOvers = 0;  // how often it went from lane to lane
    Duration of(State s) const { return state[static_cast<std::size_t>(s)]; }
};

// Of a finished run with lanes; nothing for others. Cost: one pass over edges and spans, and the path's segments.
std::optional<CriticalPath> criticalPath(const Run&);

}  // namespace corelane
