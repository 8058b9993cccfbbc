#include "engine/sweeps/cross_over.h"

#include "engine/trace/statistics.h"

#include <cmath>
#include <optional>

namespace corelane {

namespace {

constexpr double significance = 0.05;

double between(double low, double high, double part, Spacing spacing) {
    if (spacing == Spacing::Logarithmic && low > 0) return low * std::pow(high / low, part);
    return low + part * (high - low);
}

}  // namespace

std::vector<CrossOver> crossOvers(std::span<const PairedTimes> points, Spacing spacing) {
    std::vector<double> p, logRatio;
    bool canTell = true;
    for (const PairedTimes& point : points) {
        if (point.a.empty() || point.b.empty()) return {};
        const double a = median(point.a), b = median(point.b);
        if (!(a > 0) || !(b > 0)) return {};
        logRatio.push_back(std::log(a / b));  // below 0: a is faster
        p.push_back(mannWhitney(point.a, point.b).p);
        canTell = canTell && smallestP(point.a.size(), point.b.size()) < significance;
    }
    std::vector<CrossOver> found;
    std::optional<std::size_t> before;  // the last point that decided
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (logRatio[i] == 0 || (canTell && p[i] >= significance)) continue;
        if (before && (logRatio[*before] < 0) != (logRatio[i] < 0)) {
            CrossOver crossing;
            crossing.low = points[*before].value;
            crossing.high = points[i].value;
            crossing.aFasterBelow = logRatio[*before] < 0;
            crossing.sure = canTell;
            std::size_t turn = *before;  // the medians change sides at least once in between
            while ((logRatio[turn + 1] < 0) == crossing.aFasterBelow && turn + 1 < i) ++turn;
            const double part = logRatio[turn] / (logRatio[turn] - logRatio[turn + 1]);
            crossing.at = between(points[turn].value, points[turn + 1].value, part, spacing);
            found.push_back(crossing);
        }
        before = i;
    }
    return found;
}

}  // namespace corelane
