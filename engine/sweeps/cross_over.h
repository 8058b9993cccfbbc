// Where on a sweep's axis one model begins to be faster than another. Pure.
#pragma once

#include <span>
#include <vector>

namespace corelane {

enum class Spacing { Even, Logarithmic };

struct PairedTimes {
    double value = 0;          // on the axis
    std::vector<double> a, b;  // wall times of either model there, one a repetition
};

struct CrossOver {
    double at = 0;             // where the medians are equal, by interpolation of the logarithm of their ratio
    double low = 0, high = 0;  // between two points at which they differ, once this way and once that
    bool aFasterBelow = false;
    bool sure =
        false;  // by the rank test, p < 0.05 at either end: of two given points chance alone does so once in 1600
};

// `points` ascending. Points at which the two do not differ by the test decide nothing and lie within a cross-over,
// never at its ends; where repetitions are too few for any test to tell, medians decide and none is sure.
std::vector<CrossOver> crossOvers(std::span<const PairedTimes> points, Spacing);

}  // namespace corelane
