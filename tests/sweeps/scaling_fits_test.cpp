#include "engine/sweeps/scaling_fits.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace corelane;

namespace {

// Speed-ups as a law has them, each repetition multiplied by a factor around 1.
std::vector<ScalingPoint> drawn(
    ScalingLaw law, double sigma, double kappa, std::vector<double> ns, double spread = 0, int repetitions = 9) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, spread);
    std::vector<ScalingPoint> points;
    for (const double n : ns) {
        ScalingPoint& point = points.emplace_back();
        point.n = n;
        for (int i = 0; i < repetitions; ++i)
            point.speedups.push_back(speedupBy(law, n, sigma, kappa) * (spread > 0 ? 1 + noise(random) : 1));
    }
    return points;
}

const std::vector<double> upTo64 = {1, 2, 4, 8, 16, 32, 64};

}  // namespace

TEST_CASE("the laws give the values their papers give") {
    CHECK(speedupBy(ScalingLaw::Amdahl, 10, 0.1) == Approx(5.2631578947));
    CHECK(speedupBy(ScalingLaw::Amdahl, 1e9, 0.05) == Approx(20).epsilon(1e-6));
    CHECK(speedupBy(ScalingLaw::Gustafson, 1024, 0.004) == Approx(1019.908));
    CHECK(speedupBy(ScalingLaw::Universal, 32, 0.02, 0.0005) == Approx(32 / (1 + 0.02 * 31 + 0.0005 * 32 * 31)));
    for (const ScalingLaw law : {ScalingLaw::Amdahl, ScalingLaw::Gustafson, ScalingLaw::Universal})
        CHECK(speedupBy(law, 1, 0.3, 0.01) == Approx(1));
    CHECK(*peakOf(0.02, 0.0005) == Approx(std::sqrt(0.98 / 0.0005)));
    CHECK_FALSE(peakOf(0.02, 0));
    // the peak is one: the law gives less on either side of it
    const double peak = *peakOf(0.05, 0.01), there = speedupBy(ScalingLaw::Universal, peak, 0.05, 0.01);
    CHECK(speedupBy(ScalingLaw::Universal, peak * 0.9, 0.05, 0.01) < there);
    CHECK(speedupBy(ScalingLaw::Universal, peak * 1.1, 0.05, 0.01) < there);
}

TEST_CASE("a fit finds the parameters that exact data were made with, and no variance is no obstacle") {
    for (const double sigma : {0.0, 0.01, 0.2, 1.0}) {
        CAPTURE(sigma);
        for (const ScalingLaw law : {ScalingLaw::Amdahl, ScalingLaw::Gustafson}) {
            const auto fit = fitScaling(law, drawn(law, sigma, 0, upTo64));
            REQUIRE(fit);
            CHECK(fit->sigma == Approx(sigma).margin(1e-6));
            CHECK(fit->error == Approx(0).margin(1e-5));
            CHECK(fit->sigmaInterval.low == Approx(sigma).margin(1e-6));
            CHECK(fit->sigmaInterval.high == Approx(sigma).margin(1e-6));
            CHECK_FALSE(fit->peak);
        }
        for (const double kappa : {0.0, 0.0002, 0.01}) {
            CAPTURE(kappa);
            const auto fit = fitScaling(ScalingLaw::Universal, drawn(ScalingLaw::Universal, sigma, kappa, upTo64));
            REQUIRE(fit);
            CHECK(fit->sigma == Approx(sigma).margin(1e-5));
            CHECK(fit->kappa == Approx(kappa).margin(1e-7));
            if (kappa > 0 && sigma < 1) {
                REQUIRE(fit->peak);
                CHECK(*fit->peak == Approx(std::sqrt((1 - sigma) / kappa)).epsilon(1e-3));
                REQUIRE(fit->peakInterval);
            }
        }
    }
}

TEST_CASE("intervals hold the truth for data that vary, and narrow with repetitions") {
    const double sigma = 0.05, kappa = 0.002;
    const auto few = fitScaling(ScalingLaw::Universal, drawn(ScalingLaw::Universal, sigma, kappa, upTo64, 0.05, 5));
    const auto many = fitScaling(ScalingLaw::Universal, drawn(ScalingLaw::Universal, sigma, kappa, upTo64, 0.05, 80));
    REQUIRE(few);
    REQUIRE(many);
    for (const auto& fit : {few, many}) {
        CHECK(fit->sigmaInterval.low < sigma);
        CHECK(fit->sigmaInterval.high > sigma);
        REQUIRE(fit->peakInterval);
        CHECK(fit->peakInterval->low < *peakOf(sigma, kappa));
        CHECK(fit->peakInterval->high > *peakOf(sigma, kappa));
    }
    const auto width = [](const Interval& i) { return i.high - i.low; };
    CHECK(width(many->sigmaInterval) < width(few->sigmaInterval) / 2);
    // the same data give the same interval
    const auto again = fitScaling(ScalingLaw::Universal, drawn(ScalingLaw::Universal, sigma, kappa, upTo64, 0.05, 5));
    CHECK(again->sigmaInterval.low == few->sigmaInterval.low);
}

TEST_CASE("what lies beyond a law's bounds gets the bound: faster than n cores is no negative serial part") {
    std::vector<ScalingPoint> points;
    for (const double n : upTo64) points.push_back({n, {n * 1.1}});
    for (const ScalingLaw law : {ScalingLaw::Amdahl, ScalingLaw::Gustafson, ScalingLaw::Universal}) {
        const auto fit = fitScaling(law, points);
        REQUIRE(fit);
        CHECK(fit->sigma == 0);
        CHECK(fit->kappa == 0);
        CHECK(fit->error > 1);
        CHECK_FALSE(fit->peakInterval);
    }
    for (ScalingPoint& point : points) point.speedups = {0.5};  // slower than serial, whatever n
    CHECK(fitScaling(ScalingLaw::Amdahl, points)->sigma == 1);
}

TEST_CASE("fewer than four different numbers of cores are fitted by no law") {
    CHECK_FALSE(fitScaling(ScalingLaw::Amdahl, drawn(ScalingLaw::Amdahl, 0.1, 0, {1, 2, 4})));
    CHECK_FALSE(fitScaling(ScalingLaw::Universal, drawn(ScalingLaw::Amdahl, 0.1, 0, {2, 2, 2, 2, 2})));
    CHECK_FALSE(fitScaling(ScalingLaw::Gustafson, {}));
    CHECK(fitScaling(ScalingLaw::Amdahl, drawn(ScalingLaw::Amdahl, 0.1, 0, {1, 2, 3, 4})));
}
