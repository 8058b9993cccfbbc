// How many of a run's lanes were in a state at the same moment.
#pragma once

#include "engine/trace/trace.h"

#include <span>

namespace corelane {

// Of task lanes where the run has some, else of workers: the most that had a span of one of these states at a time.
int mostAtOnce(const Run&, std::span<const State>);

// The highest value of any of the run's counters; nothing when none was noted.
std::optional<std::int64_t> highestCount(const Run&);

}  // namespace corelane
