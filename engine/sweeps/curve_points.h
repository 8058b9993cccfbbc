// The points of a sweep's curves, as they are drawn. Pure.
#pragma once

#include "engine/sweeps/sweep.h"

#include <optional>
#include <utility>
#include <vector>

namespace corelane {

// WallTime: nanoseconds over the axis' value. Speedup: over the axis' value, against serial at the same point or,
// without serial, against itself at 1. Efficiency: work per second over the best that was measured, over the task
// granularity in nanoseconds (wall time x cores / tasks), which is what METG is read from.
enum class CurveQuantity { WallTime, Speedup, Efficiency };

struct CurvePoint {
    std::size_t point = 0;  // in Sweep::points
    double x = 0, y = 0;    // y: a median, of Efficiency that of the mean wall time, as METG's
    std::optional<std::pair<double, double>> interval;  // 95 %, of y; nothing where repetitions are too few for one
};

// In order of rising x; points without a counted run are left out. Empty where the quantity is not known.
std::vector<CurvePoint> curvePoints(const Sweep&, const SweepCurves&, std::size_t model, CurveQuantity);

// Where the quantity means something, the one to look at first at the front.
std::vector<CurveQuantity> quantitiesOf(const Sweep&, const SweepCurves&);

}  // namespace corelane
