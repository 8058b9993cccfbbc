// How much of the time in which lanes were ready and not run was because other lanes of the run had the cores.
#pragma once

#include "engine/trace/trace.h"

#include <memory>
#include <span>
#include <vector>

namespace corelane {

class Competition {
  public:
    Competition() = default;
    // When r lanes are ready and R of them run on C cores, C - R cores are with somebody else: so many of the ready
    // wait for that one, or for being woken, and the rest for each other. Cost: O(segments log segments).
    Competition(std::span<const std::shared_ptr<const Lane>> lanes, int cores);
    // Of the time in [begin, end) in which these segments are ready, what was for other lanes of the run.
    Duration within(const SegmentIndex&, Time begin, Time end) const;

  private:
    struct Point {
        Time time;
        double lost;   // to each other, by a lane that was ready all the time until then
        double share;  // of the time from then on
    };
    double lostUntil(Time) const;
    std::vector<Point> m_points;
};

}  // namespace corelane
