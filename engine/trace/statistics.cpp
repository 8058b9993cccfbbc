#include "engine/trace/statistics.h"

#include "engine/trace/result.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace corelane {

namespace {

constexpr double significance = 0.05, confidence = 1.0 - significance;
constexpr std::size_t largestExactProduct = 400;

// Counts of the arrangements of n + m distinct values for every value 0 ... n*m of U: the coefficients of the
// Gaussian binomial (n+m over n), built factor by factor as (1 - q^(m+i)) / (1 - q^i). They are whole numbers, exact
// in a double up to 2^53; the largest here is below C(40, 20) = 1.4e11.
std::vector<double> arrangementsByU(std::size_t n, std::size_t m) {
    const std::size_t top = n * m;
    std::vector<double> count(top + 1, 0.0);
    count[0] = 1.0;
    for (std::size_t i = 1; i <= n; ++i) {
        for (std::size_t u = top; u >= m + i && u <= top; --u) count[u] -= count[u - m - i];
        for (std::size_t u = i; u <= top; ++u) count[u] += count[u - i];
    }
    return count;
}

double exactP(double u, std::size_t n, std::size_t m) {
    const auto count = arrangementsByU(std::min(n, m), std::max(n, m));
    const auto smaller = static_cast<std::size_t>(std::min(u, static_cast<double>(n * m) - u));
    const auto cut = count.begin() + static_cast<std::ptrdiff_t>(smaller) + 1;
    const double tail = std::accumulate(count.begin(), cut, 0.0);
    const double all = std::accumulate(cut, count.end(), tail);
    return std::min(1.0, 2.0 * tail / all);
}

// The normal approximation with tie correction and continuity; tieSum = sum over groups of equal values of t^3 - t.
double normalP(double u, double n, double m, double tieSum) {
    const double all = n + m;
    const double variance = n * m / 12.0 * (all + 1.0 - tieSum / (all * (all - 1.0)));
    if (!(variance > 0.0)) return 1.0;
    const double z = std::max(0.0, std::abs(u - n * m / 2.0) - 0.5) / std::sqrt(variance);
    return std::erfc(z / std::sqrt(2.0));
}

struct Cut {
    std::size_t cut;  // 0: the samples are too small
    double coverage;
};

// The largest c with 1 - 2 * P(U < c) >= 0.95 under no difference.
Cut intervalCut(std::size_t n, std::size_t m) {
    const auto wide = static_cast<double>(n * m);
    if (n * m > largestExactProduct) {
        constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 %
        const double spread = std::sqrt(wide * static_cast<double>(n + m + 1) / 12.0);
        return {static_cast<std::size_t>(std::max(1.0, std::floor(wide / 2.0 - z * spread))), 0.95};
    }
    const auto count = arrangementsByU(std::min(n, m), std::max(n, m));
    const double all = std::accumulate(count.begin(), count.end(), 0.0);
    Cut best{0, 0.0};
    double below = 0.0;
    for (std::size_t c = 1; 2 * c <= n * m; ++c) {
        below += count[c - 1];
        const double coverage = 1.0 - 2.0 * below / all;
        if (coverage < confidence) break;
        best = {c, coverage};
    }
    return best;
}

}  // namespace

double median(std::span<const double> values) {
    CORELANE_ASSERT(!values.empty());
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
}

std::optional<Interval> medianInterval(std::span<const double> values) {
    const std::size_t n = values.size();
    double term = std::pow(0.5, static_cast<double>(n));  // P(Binomial(n, 1/2) = k), from k = 0
    double below = 0.0;                                   // P(Binomial(n, 1/2) < k)
    std::size_t best = 0;
    double coverage = 0.0;
    for (std::size_t k = 1; 2 * k <= n; ++k) {
        below += term;
        term *= static_cast<double>(n - k + 1) / static_cast<double>(k);
        if (1.0 - 2.0 * below < confidence) break;
        best = k;
        coverage = 1.0 - 2.0 * below;
    }
    if (best == 0) return std::nullopt;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return Interval{sorted[best - 1], sorted[n - best], coverage};
}

RankTest mannWhitney(std::span<const double> a, std::span<const double> b) {
    if (a.empty() || b.empty()) return {0.0, 1.0, 0.5};
    struct Value {
        double value;
        bool first;
    };
    std::vector<Value> all;
    all.reserve(a.size() + b.size());
    for (double v : a) all.push_back({v, true});
    for (double v : b) all.push_back({v, false});
    std::sort(all.begin(), all.end(), [](const Value& x, const Value& y) { return x.value < y.value; });

    double u = 0.0, tieSum = 0.0;
    std::size_t firstBefore = 0;
    bool ties = false;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin, firsts = 0;
        while (end < all.size() && all[end].value == all[begin].value) firsts += all[end++].first ? 1 : 0;
        const std::size_t group = end - begin;
        const auto seconds = static_cast<double>(group - firsts);
        u += seconds * (static_cast<double>(firstBefore) + static_cast<double>(firsts) / 2.0);
        const auto t = static_cast<double>(group);
        tieSum += t * t * t - t;
        ties = ties || group > 1;
        firstBefore += firsts;
        begin = end;
    }
    const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
    const bool exact = !ties && a.size() * b.size() <= largestExactProduct;
    return {u, exact ? exactP(u, a.size(), b.size()) : normalP(u, n, m, tieSum), u / (n * m)};
}

double smallestP(std::size_t n, std::size_t m) {
    if (n == 0 || m == 0) return 1.0;
    double arrangements = 1.0;
    for (std::size_t i = 1; i <= n; ++i) arrangements *= static_cast<double>(m + i) / static_cast<double>(i);
    return std::min(1.0, 2.0 / arrangements);
}

double cliffsDelta(const RankTest& test) {
    return 1.0 - 2.0 * test.a12;
}

std::optional<Ratio> ratioOf(std::span<const double> a, std::span<const double> b) {
    std::vector<double> ratios;
    ratios.reserve(a.size() * b.size());
    for (double x : a)
        for (double y : b) {
            if (!(x > 0.0) || !(y > 0.0)) return std::nullopt;
            ratios.push_back(y / x);
        }
    if (ratios.empty()) return std::nullopt;
    std::sort(ratios.begin(), ratios.end());
    Ratio ratio{median(ratios), std::nullopt};
    const auto [cut, coverage] = intervalCut(a.size(), b.size());
    if (cut > 0) ratio.interval = Interval{ratios[cut - 1], ratios[ratios.size() - cut], coverage};
    return ratio;
}

std::vector<double> holm(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return p[x] < p[y]; });
    std::vector<double> adjusted(p.size());
    double running = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        running = std::max(running, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
        adjusted[order[i]] = running;
    }
    return adjusted;
}

PairTests::PairTests(std::span<const std::vector<double>> samples) : m_count(samples.size()) {
    std::vector<double> p;
    for (std::size_t i = 0; i < m_count; ++i)
        for (std::size_t j = i + 1; j < m_count; ++j) p.push_back(mannWhitney(samples[i], samples[j]).p);
    m_adjusted = holm(p);
}

double PairTests::p(std::size_t i, std::size_t j) const {
    CORELANE_ASSERT(i != j && i < m_count && j < m_count);
    if (i > j) std::swap(i, j);
    return m_adjusted[i * m_count - i * (i + 1) / 2 + (j - i - 1)];
}

std::vector<int> ranksWithTies(std::span<const std::vector<double>> samples) {
    const std::size_t count = samples.size();
    const PairTests tests(samples);
    std::vector<double> medians;
    for (const auto& sample : samples) medians.push_back(median(sample));
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return medians[x] < medians[y]; });
    std::vector<int> ranks(count, 0);
    std::size_t best = 0;  // position in order of the best of the current rank
    for (std::size_t position = 0; position < count; ++position) {
        if (position > 0 && tests.p(order[best], order[position]) < significance) best = position;
        ranks[order[position]] = static_cast<int>(best) + 1;
    }
    return ranks;
}

}  // namespace corelane
