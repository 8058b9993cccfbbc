#include "engine/sweeps/scaling_fits.h"

#include "engine/trace/result.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <set>

namespace corelane {

namespace {

struct Observation {
    double n, speedup;
};
using Observations = std::vector<Observation>;

struct Parameters {
    double sigma = 0, kappa = 0;
};

double squares(const Observations& all, ScalingLaw law, Parameters p) {
    double sum = 0;
    for (const Observation& o : all) {
        const double left = o.speedup - speedupBy(law, o.n, p.sigma, p.kappa);
        sum += left * left;
    }
    return sum;
}

// Gustafson's law is a line in sigma.
Parameters fitGustafson(const Observations& all) {
    double above = 0, below = 0;
    for (const Observation& o : all) {
        above += (o.n - o.speedup) * (o.n - 1);
        below += (o.n - 1) * (o.n - 1);
    }
    return {below > 0 ? std::clamp(above / below, 0.0, 1.0) : 0, 0};
}

// n / S - 1 = sigma (n - 1) + kappa n (n - 1) is linear: near enough to start from.
Parameters linearised(const Observations& all, bool withKappa) {
    double aa = 0, ab = 0, bb = 0, ay = 0, by = 0;
    for (const Observation& o : all) {
        if (!(o.speedup > 0)) continue;
        const double a = o.n - 1, b = o.n * (o.n - 1), y = o.n / o.speedup - 1;
        aa += a * a;
        ab += a * b;
        bb += b * b;
        ay += a * y;
        by += b * y;
    }
    const double determinant = aa * bb - ab * ab;
    if (!withKappa || !(determinant > 1e-12 * aa * bb)) return {aa > 0 ? std::clamp(ay / aa, 0.0, 1.0) : 0, 0};
    return {
        std::clamp((ay * bb - by * ab) / determinant, 0.0, 1.0), std::max(0.0, (by * aa - ay * ab) / determinant)};
}

// Levenberg and Marquardt's descent within the bounds: a parameter that lies on one and would leave it stays there.
Parameters descend(const Observations& all, ScalingLaw law, Parameters p) {
    double best = squares(all, law, p), damping = 1e-3;
    for (int round = 0; round < 200 && damping < 1e12; ++round) {
        std::array<std::array<double, 2>, 2> curvature{};
        std::array<double, 2> slope{};
        for (const Observation& o : all) {
            const double below = 1 + p.sigma * (o.n - 1) + p.kappa * o.n * (o.n - 1);
            const double bySigma = -o.n * (o.n - 1) / (below * below), byKappa = bySigma * o.n;
            const double left = o.speedup - o.n / below;
            slope[0] += bySigma * left;
            slope[1] += byKappa * left;
            curvature[0][0] += bySigma * bySigma;
            curvature[0][1] += bySigma * byKappa;
            curvature[1][1] += byKappa * byKappa;
        }
        const bool sigmaFree = !((p.sigma <= 0 && slope[0] < 0) || (p.sigma >= 1 && slope[0] > 0));
        const bool kappaFree = law == ScalingLaw::Universal && !(p.kappa <= 0 && slope[1] < 0);
        const double a = curvature[0][0] * (1 + damping), b = curvature[0][1], c = curvature[1][1] * (1 + damping);
        std::array<double, 2> step{};
        if (sigmaFree && kappaFree && a * c - b * b > 0)
            step = {(slope[0] * c - slope[1] * b) / (a * c - b * b), (slope[1] * a - slope[0] * b) / (a * c - b * b)};
        else if (sigmaFree && a > 0)
            step = {slope[0] / a, 0};
        else if (kappaFree && c > 0)
            step = {0, slope[1] / c};
        const Parameters next{std::clamp(p.sigma + step[0], 0.0, 1.0), std::max(0.0, p.kappa + step[1])};
        const double sum = squares(all, law, next);
        if (sum < best) {
            const bool still = best - sum <= 1e-15 * best;
            p = next;
            best = sum;
            damping = std::max(damping / 10, 1e-12);
            if (still) break;
        } else {
            damping *= 10;
        }
    }
    return p;
}

Parameters fit(const Observations& all, ScalingLaw law) {
    if (law == ScalingLaw::Gustafson) return fitGustafson(all);
    const bool universal = law == ScalingLaw::Universal;
    Parameters best;
    double least = std::numeric_limits<double>::infinity();
    for (const Parameters start : {linearised(all, universal), Parameters{0.05, universal ? 1e-3 : 0}}) {
        const Parameters found = descend(all, law, start);
        if (const double sum = squares(all, law, found); sum < least) {
            best = found;
            least = sum;
        }
    }
    return best;
}

Interval percentiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
    };
    return {at(0.025), at(0.975), 0.95};
}

Observations resample(std::span<const ScalingPoint> points, std::mt19937_64& random) {
    Observations drawn;
    for (const ScalingPoint& point : points)
        for (std::size_t i = 0; i < point.speedups.size(); ++i)
            drawn.push_back({point.n, point.speedups[random() % point.speedups.size()]});
    return drawn;
}

}  // namespace

std::string_view scalingLawName(ScalingLaw law) {
    static constexpr std::array<std::string_view, 3> names = {"amdahl", "gustafson", "universal"};
    return names[static_cast<std::size_t>(law)];
}

double speedupBy(ScalingLaw law, double n, double sigma, double kappa) {
    switch (law) {
    case ScalingLaw::Amdahl:
        return 1 / (sigma + (1 - sigma) / n);
    case ScalingLaw::Gustafson:
        return n - sigma * (n - 1);
    case ScalingLaw::Universal:
        return n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    }
    CORELANE_ASSERT(false);
}

std::optional<double> peakOf(double sigma, double kappa) {
    if (!(kappa > 0) || sigma > 1) return std::nullopt;
    return std::sqrt((1 - sigma) / kappa);
}

std::optional<ScalingFit> fitScaling(ScalingLaw law, std::span<const ScalingPoint> points) {
    constexpr int resamples = 1000;
    std::set<double> different;
    Observations all;
    for (const ScalingPoint& point : points)
        for (const double speedup : point.speedups) {
            different.insert(point.n);
            all.push_back({point.n, speedup});
        }
    if (different.size() < leastPointsOfFit) return std::nullopt;
    const Parameters found = fit(all, law);
    ScalingFit result;
    result.law = law;
    result.sigma = found.sigma;
    result.kappa = found.kappa;
    result.error = std::sqrt(squares(all, law, found) / static_cast<double>(all.size()));
    if (law == ScalingLaw::Universal) result.peak = peakOf(found.sigma, found.kappa);

    std::mt19937_64 random(20260101);
    std::vector<double> sigmas, kappas, peaks;
    for (int i = 0; i < resamples; ++i) {
        const Parameters again = fit(resample(points, random), law);
        sigmas.push_back(again.sigma);
        kappas.push_back(again.kappa);
        if (const auto peak = peakOf(again.sigma, again.kappa)) peaks.push_back(*peak);
    }
    result.sigmaInterval = percentiles(std::move(sigmas));
    result.kappaInterval = percentiles(std::move(kappas));
    if (result.peak && static_cast<double>(peaks.size()) >= 0.95 * resamples)
        result.peakInterval = percentiles(std::move(peaks));
    return result;
}

}  // namespace corelane
