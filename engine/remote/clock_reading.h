// How far another host's clock is from this one's, from questions and answers over a connection.
#pragma once

#include "engine/trace/time.h"

#include <optional>
#include <span>
#include <string>

namespace corelane {

// One question: when it was sent and its answer came, by our clock; what the other host's said in between.
struct ClockQuestion {
    Time sent = 0, answer = 0, received = 0;
};

// The other clock minus ours was `offset` ± `bound` when ours said `at`. The answer was read somewhere between
// sending and receiving, so the bound holds whatever the two ways took (F. Cristian, Probabilistic clock
// synchronization, 1989). Of several questions that with the shortest round trip says most.
struct ClockReading {
    Time at = 0;
    Duration offset = 0, bound = 0;
};
std::optional<ClockReading> clockReading(std::span<const ClockQuestion>);  // nothing: nothing was asked

// Between two readings the offset is taken to change evenly. Where it does, with both ends within their bounds, the
// line between them is within the larger bound at every time between the two.
struct ClockLine {
    ClockReading begin, end;  // the same when there is only one

    Duration bound() const { return begin.bound > end.bound ? begin.bound : end.bound; }
    double drift() const;       // nanoseconds the other clock gains in one of ours; 0: one reading
    double driftBound() const;  // either way, from the bounds of the two readings; 0: one reading
};

// "3.000012345 s ahead of this one's, ± 84.1 µs", and what it gains where the readings are far enough apart to tell.
std::string clockText(const ClockLine&);

}  // namespace corelane
