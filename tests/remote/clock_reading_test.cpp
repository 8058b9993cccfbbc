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

TEST_CASE("between two readings a clock that gains is followed") {
    const ClockLine line{{10 * second, 1000, 7}, {110 * second, 1000 + 100'000, 9}};  // a millionth
    CHECK(line.drift() == Approx(1e-6));
    CHECK(line.bound() == 9);
    CHECK(line.ours(10 * second + 1000) == 10 * second);
    CHECK(line.ours(110 * second + 101'000) == 110 * second);
    CHECK(line.ours(60 * second + 51'000) == 60 * second);
    const ClockLine one{{10 * second, -5 * second, 7}, {10 * second, -5 * second, 7}};
    CHECK(one.drift() == 0);
    CHECK(one.ours(5 * second) == 10 * second);
}
