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
// The smallest two-sided p that n and m values can give, all of one side smaller: 2 / (n+m over n). 1 for none.
double smallestP(std::size_t n, std::size_t m);

// Cliff's delta: the chance that one of the first sample is larger than one of the second, less the chance that it is
// smaller; -1 to 1, 0 for no difference (Cliff, Psychological Bulletin 114, 1993).
double cliffsDelta(const RankTest&);

// How many times b is a: the median of all n*m ratios b/a, which is Hodges and Lehmann's estimator of a shift, upon
// logarithms. Its interval inverts the rank test, so that 1 lies outside exactly when p <= 0.05 (no ties): of the
// sorted ratios, [r(c), r(nm+1-c)] with the largest c for which 1 - 2 * P(U < c) is at least 0.95; exact up to
// n*m = 400, else normal (Lehmann, Nonparametrics, 1975, section 2.5). Nothing for samples that are empty or hold
// what is not above 0; no interval for samples too small for one, such as 3 and 3.
struct Ratio {
    double value;
    std::optional<Interval> interval;
};
std::optional<Ratio> ratioOf(std::span<const double> a, std::span<const double> b);

std::vector<double> holm(std::span<const double> p);  // adjusted p values, same order

// Every pair of samples tested, each p adjusted by Holm over all of them.
class PairTests {
  public:
    explicit PairTests(std::span<const std::vector<double>> samples);
    double p(std::size_t i, std::size_t j) const;  // i != j, in either order

  private:
    std::size_t m_count;
    std::vector<double> m_adjusted;
};

// Ranks of samples by median (1 = smallest); samples that do not differ (Holm-adjusted p >= 0.05 against the best of
// the current rank) share it.
std::vector<int> ranksWithTies(std::span<const std::vector<double>> samples);

}  // namespace corelane
