// Statistics of repetitions. All distribution-free.
#pragma once

#include "engine/trace/time.h"

#include <optional>
#include <span>
#include <vector>

namespace corelane {

double median(std::span<const double> values);  // of at least one; mean of the middle two when even

struct Interval {
    double low, high, coverage;  // coverage: 0.961 for n = 9
};
// Order statistics of the median: [x(k), x(n+1-k)] with the largest k whose coverage is at least 0.95
// (1 - 2 * P(Binomial(n, 1/2) < k)). Fewer than 6 values: nothing, no 95 % interval exists.
std::optional<Interval> medianInterval(std::span<const double> values);

struct RankTest {
    double u;    // Mann-Whitney U of the first sample: pairs in which the first is smaller + half the ties
    double p;    // two-sided; exact without ties up to n*m = 400, else normal with tie correction and continuity
    double a12;  // U / (n m): the chance that one of the first is smaller
};
RankTest mannWhitney(std::span<const double> a, std::span<const double> b);

std::vector<double> holm(std::span<const double> p);  // adjusted p values, same order

// Ranks of samples by median (1 = smallest); samples that do not differ (Holm-adjusted p >= 0.05 against the best of
// the current rank) share it.
std::vector<int> ranksWithTies(std::span<const std::vector<double>> samples);

}  // namespace corelane
