// What a sweep varies: the words of `--over AXIS=RANGE`, the values of the range, and the preset at each of them.
#pragma once

#include "engine/sweeps/sweep.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct AxisValue;

struct SweepAxis {
    AxisFacts facts;
    std::string_view summary;  // one sentence without a full stop
    std::string_view range;    // one that suits most presets
    bool graph, script;        // which kinds of workload have it
    // The preset's text with the value in it. Errors name what the preset lacks.
    Result<std::string> (*set)(const AxisValue&);
};

struct AxisValue {
    std::string_view json;  // of the preset
    std::string_view name;  // of the axis: a pointer, when it is one
    double value = 0;
};

std::span<const SweepAxis> sweepAxes();

struct SweepPlan {
    AxisFacts axis;
    struct Point {
        double value;
        std::string json;  // the preset there
    };
    std::vector<Point> points;  // ascending, each value once
};

inline constexpr std::size_t mostPoints = 64;

// "grain=1us..1ms": doubling from one end to the other, which is a point too; "grain=1us..1ms:5": that many points;
// "workers=1,2,4". Axes of shares go in even steps (five points), those of cores and workers by ones up to eight
// points. A pointer into the preset ("/workload/graphs/0/steps=4..64") is an axis of its own.
// Errors (Invalid) name the axis: an unknown word, an empty range, a value the preset cannot take.
Result<SweepPlan> planSweep(std::string_view presetJson, std::string_view axisEqualsRange);

}  // namespace corelane
