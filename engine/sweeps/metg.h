// Minimum effective task granularity: the smallest average task at which a model still makes good use of the cores
// (Slaughter et al., "Task Bench", SC'20). Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

namespace corelane {

struct MetgPoint {
    double granularityNs = 0;  // wall time x cores / tasks
    double efficiency = 0;     // work per second over the best that was measured
};

struct Metg {
    std::optional<double> ns;
    std::string reason;  // a sentence, when there is none
};

// METG(share). `points` in order of falling work a task. Among those with at least this efficiency the one with the
// smallest granularity counts; if the next point's is smaller still, the granularity is interpolated linearly at the
// efficiency sought. None when no point is above it or none below, or an efficiency is 1.5 or more: then the peak is
// not one.
Metg metg(std::span<const MetgPoint> points, double share = 0.5);

}  // namespace corelane
