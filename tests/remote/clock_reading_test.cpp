#include "engine/remote/clock_reading.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>
#include <vector>

using namespace corelane;

namespace {

constexpr Time second = 1'000'000'000;

// Questions to a clock that is `offset` ahead, over ways whose lengths have nothing to do with each other.
std::vector<ClockQuestion> questions(Time from, Duration offset, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<Duration> way(20'000, 400'000);
    std::vector<ClockQuestion> all;
    for (Time now = from; all.size() < 20;) {
        const Duration there = way(random), back = way(random);
        all.push_back({now, now + there + offset, now + there + back});
        now += there + back;
    }
    return all;
}

}  // namespace

TEST_CASE("a clock's offset is within its bound, whatever the two ways took") {
    for (std::uint32_t seed = 0; seed < 1000; ++seed) {
        const Duration offset = (static_cast<Duration>(seed) - 500) * 3'600 * second;
        const auto reading = clockReading(questions(5 * second, offset, seed));
        REQUIRE(reading);
        CHECK(std::abs(reading->offset - offset) <= reading->bound);
        CHECK(reading->bound <= 400'000);
    }
}

TEST_CASE("the question with the shortest way decides") {
    const std::vector<ClockQuestion> asked = {{0, 1000, 1000}, {2000, 3010, 2020}, {3000, 4900, 5000}};
    const auto reading = clockReading(asked);
    REQUIRE(reading);
    CHECK(reading->at == 2010);
    CHECK(reading->offset == 1000);
    CHECK(reading->bound == 10);
    CHECK_FALSE(clockReading({}));
}

TEST_CASE("what a clock gains between two readings is said when it is more than the readings leave open") {
    const ClockLine gains{{10 * second, 1000, 7}, {110 * second, 1000 + 100'000, 9}};  // a millionth
    CHECK(gains.drift() == Approx(1e-6));
    CHECK(gains.driftBound() == Approx(16e-11));
    CHECK(gains.bound() == 9);
    CHECK(clockText(gains) == "0.000101000 s ahead of this one's, ± 0.1 µs, and gains 1.0 ± 0.0 µs a second");
    const ClockLine unknown{{10 * second, 1000, 70'000}, {11 * second, -1000, 90'000}};
    CHECK(clockText(unknown) == "0.000001000 s behind this one's, ± 90.0 µs");
    const ClockLine one{{10 * second, -5 * second, 7}, {10 * second, -5 * second, 7}};
    CHECK(one.drift() == 0);
    CHECK(one.driftBound() == 0);
    CHECK(clockText(one) == "5.000000000 s behind this one's, ± 0.1 µs");
}
