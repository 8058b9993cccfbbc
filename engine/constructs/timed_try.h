// An attempt at a lock that is given up after a time.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/step_work.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace corelane {

// Calls attempt(time left, at most a slice) until it has the lock, the time is over or the run is to stop. `waiters`
// counts this one meanwhile, so that who gives the lock back says so; given() is what it said.
template <class Attempt, class Given>
bool triesFor(
    Actor& actor, const Waitable& lock, Way way, std::chrono::nanoseconds time, std::atomic<std::uint32_t>& waiters,
    Attempt attempt, Given given) {
    using TimePoint = std::chrono::steady_clock::time_point;
    // Nobody need find out whether it waits for ever.
    Actor::Waiting waiting(actor, lock, State::Lock, 0, way, Watched::No);
    const TimePoint until = TimePoint::clock::now() + time;
    waiters.fetch_add(1);
    bool got = false;
    for (auto left = time; !got && left.count() > 0 && !actor.stopped(); left = until - TimePoint::clock::now())
        got = attempt(std::min<std::chrono::nanoseconds>(left, longestUnheard));
    waiters.fetch_sub(1);
    if (got) waiting.endedBy(given());
    return got;
}

}  // namespace corelane
