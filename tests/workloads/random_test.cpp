#include "workloads/random.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace corelane;

TEST_CASE("uniform numbers are Task Bench's") {
    CHECK(uniform({0, 0, 0}) == Approx(0.93714206862367555).epsilon(1e-15));
    CHECK(uniform({0, 0, 1}) == Approx(0.11933264212284471).epsilon(1e-15));
    CHECK(uniform({0, 1, 0}) == Approx(0.69591873761768275).epsilon(1e-15));
    CHECK(uniform({0, 3, 1, 2, 3}) == Approx(0.22315442668962901).epsilon(1e-15));
}

TEST_CASE("uniform numbers fill the interval evenly") {
    double sum = 0, least = 1, most = 0;
    for (std::int64_t i = 0; i < 10000; ++i) {
        const double u = uniform({i});
        sum += u;
        least = std::min(least, u);
        most = std::max(most, u);
    }
    CHECK(sum / 10000 == Approx(0.5).margin(0.02));
    CHECK(least >= 0);
    CHECK(least < 0.01);
    CHECK(most > 0.99);
    CHECK(most <= 1);
}

TEST_CASE("mixed bits of different numbers differ") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 1000; ++i) seen.insert(mixBits(i));
    CHECK(seen.size() == 1000);
}
