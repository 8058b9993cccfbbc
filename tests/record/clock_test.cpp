#include "engine/record/clock.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <vector>

using namespace corelane;

namespace {

struct Reading {
    std::uint64_t ticks;
    Time low, high;  // BOOTTIME before and after
};

std::vector<Reading> readings(Clock::Kind kind, int count, Duration apart, const std::function<void()>& between) {
    const Clock clock(kind);
    std::vector<Reading> all;
    for (int i = 0; i < count; ++i) {
        const Time until = boottimeNow() + apart;
        while (boottimeNow() < until) {}
        const Time low = boottimeNow();
        const std::uint64_t ticks = clock.ticks();
        all.push_back({ticks, low, boottimeNow()});
        between();
    }
    return all;
}

Clock::Kind kinds[] = {Clock::Kind::Boottime, Clock::Kind::Tsc};

}  // namespace

TEST_CASE("the clock measured best has a step, a cost and, if it is not the tick count, a reason") {
    const ClockFacts facts = measureClock();
    WARN(
        "clock: " << (facts.best == Clock::Kind::Tsc ? "tsc" : "boottime") << ", step " << facts.stepNs
                  << " ns, a read " << facts.readNs << " ns " << facts.reason);
    CHECK(facts.stepNs > 0);
    CHECK(facts.readNs > 0);
    CHECK(facts.readNs < 10'000);
    CHECK(facts.reason.empty() == (facts.best == Clock::Kind::Tsc));
}

TEST_CASE("ticks become BOOTTIME with less than a microsecond of error over a run") {
    const Clock::Kind kind = GENERATE(from_range(std::begin(kinds), std::end(kinds)));
    if (kind == Clock::Kind::Tsc && measureClock().best != kind) {
        WARN("SKIPPED: the tick count of this machine is not usable: " << measureClock().reason);
        return;
    }
    Calibration calibration(kind);
    const auto all = readings(kind, 300, 1'000'000, [&] { calibration.sample(); });
    calibration.sample();
    Duration worst = 0;
    for (const Reading& r : all) {
        const Time t = calibration.time(r.ticks);
        worst = std::max({worst, r.low - t, t - r.high});
    }
    CHECK(worst < 1'000);
}

TEST_CASE("ticks outside of all calibrations are converted by the slope of the whole") {
    if (measureClock().best != Clock::Kind::Tsc) {
        WARN("SKIPPED: the tick count of this machine is not usable");
        return;
    }
    const auto before = readings(Clock::Kind::Tsc, 1, 0, [] {});
    Calibration calibration(Clock::Kind::Tsc);
    const auto between = readings(Clock::Kind::Tsc, 1, 20'000'000, [&] { calibration.sample(); });
    const auto after = readings(Clock::Kind::Tsc, 1, 5'000'000, [] {});
    CHECK(calibration.time(before[0].ticks) <= before[0].high + 1'000);
    CHECK(calibration.time(after[0].ticks) >= after[0].low - 1'000);
    CHECK(calibration.time(after[0].ticks) <= after[0].high + 1'000);
}

TEST_CASE("converted time never decreases where ticks do not") {
    if (measureClock().best != Clock::Kind::Tsc) {
        WARN("SKIPPED: the tick count of this machine is not usable");
        return;
    }
    Calibration calibration(Clock::Kind::Tsc);
    const std::uint64_t from = Clock(Clock::Kind::Tsc).ticks();
    const Time until = boottimeNow() + 30'000'000;
    while (boottimeNow() < until) calibration.sample();
    const std::uint64_t to = Clock(Clock::Kind::Tsc).ticks();
    Time last = 0;
    int backwards = 0;
    for (std::uint64_t t = from - 1'000'000; t < to + 1'000'000; t += 997) {
        const Time now = calibration.time(t);
        backwards += now < last;
        last = now;
    }
    CHECK(backwards == 0);
}
