// How a speed-up grows with cores or workers: three laws, and their fits. Pure functions.
//
//   Amdahl      S(n) = 1 / (sigma + (1 - sigma) / n)                      (Amdahl, AFIPS 1967)
//   Gustafson   S(n) = n - sigma (n - 1)                                  (Gustafson, CACM 31, 1988)
//   Universal   S(n) = n / (1 + sigma (n - 1) + kappa n (n - 1))          (Gunther, Guerrilla Capacity Planning,
//   2007)
//
// sigma is the share of the work that only one can do, kappa what each pair of workers costs each other.
#pragma once

#include "engine/trace/statistics.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

enum class ScalingLaw { Amdahl, Gustafson, Universal };

std::string_view scalingLawName(ScalingLaw);  // "amdahl", "gustafson", "universal"

double speedupBy(ScalingLaw, double n, double sigma, double kappa = 0);
// Where the universal law turns: sqrt((1 - sigma) / kappa); nothing when it never does.
std::optional<double> peakOf(double sigma, double kappa);

struct ScalingPoint {
    double n = 1;                  // cores or workers, 1 or more
    std::vector<double> speedups;  // one a repetition
};

struct ScalingFit {
    ScalingLaw law = ScalingLaw::Amdahl;
    double sigma = 0, kappa = 0;  // kappa: Universal alone
    Interval sigmaInterval{}, kappaInterval{};
    double error = 0;  // root of the mean square of what the law leaves over, in speed-ups
    std::optional<double> peak;
    std::optional<Interval> peakInterval;  // only where at least 95 % of the resamples have a peak
};

// Least squares over all repetitions with sigma in [0, 1] and kappa >= 0; intervals are the 2.5 and 97.5 percentiles
// of 1000 resamples of the repetitions within each n (bootstrap, a fixed seed: the same data give the same interval).
// Nothing for fewer than four different n: such a curve could be any law's. Cost: about 20 ms for ten n of nine.
inline constexpr int leastPointsOfFit = 4;
std::optional<ScalingFit> fitScaling(ScalingLaw, std::span<const ScalingPoint>);

}  // namespace corelane
