#include "engine/trace/statistics.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace corelane;

namespace {

std::vector<double> upTo(int n) {
    std::vector<double> values;
    for (int i = n; i >= 1; --i) values.push_back(i);
    return values;
}

// Two samples without ties in which `u` pairs have the first smaller.
std::pair<std::vector<double>, std::vector<double>> samplesWithU(int n, int m, int u) {
    std::vector<double> a(n), b(m);
    for (int j = 0; j < m; ++j) b[j] = 10.0 * (j + 1);
    for (int i = 0; i < n; ++i) {
        const int above = std::min(m, u);  // so many of b are larger than a[i]
        u -= above;
        a[i] = 10.0 * (m - above) + 5.0 + 0.01 * i;
    }
    return {a, b};
}

double pAt(int n, int m, int u) {
    const auto [a, b] = samplesWithU(n, m, u);
    const RankTest test = mannWhitney(a, b);
    REQUIRE(test.u == u);
    return test.p;
}

}  // namespace

TEST_CASE("median is the middle value, or the mean of the middle two") {
    CHECK(median(std::vector<double>{3, 1, 2}) == 2);
    CHECK(median(std::vector<double>{4, 1, 3, 2}) == 2.5);
    CHECK(median(std::vector<double>{7}) == 7);
}

TEST_CASE("median interval has the ranks and coverages of the order statistics") {
    struct Check {
        int n, k;
        double coverage;
    };
    const Check checks[] = {{6, 1, 96.9},  {7, 1, 98.4},  {8, 1, 99.2},  {9, 2, 96.1},  {10, 2, 97.9}, {11, 2, 98.8},
                            {12, 3, 96.1}, {15, 4, 96.5}, {20, 6, 95.9}, {25, 8, 95.7}, {30, 10, 95.7}};
    for (const auto& check : checks) {
        const auto interval = medianInterval(upTo(check.n));
        REQUIRE(interval);
        CHECK(interval->low == check.k);
        CHECK(interval->high == check.n + 1 - check.k);
        CHECK(std::round(interval->coverage * 1000) / 10 == Approx(check.coverage));
    }
}

TEST_CASE("fewer than six values have no 95 % interval") {
    for (int n = 0; n <= 5; ++n) CHECK_FALSE(medianInterval(upTo(n)));
}

TEST_CASE("Mann-Whitney has the exact critical values") {
    CHECK(pAt(9, 9, 17) <= 0.05);
    CHECK(pAt(9, 9, 18) > 0.05);
    CHECK(pAt(5, 5, 2) <= 0.05);
    CHECK(pAt(5, 5, 3) > 0.05);
    CHECK(pAt(4, 4, 0) <= 0.05);
    CHECK(pAt(4, 4, 1) > 0.05);
    CHECK(pAt(3, 3, 0) == Approx(0.1));
    CHECK(pAt(3, 3, 9) == Approx(0.1));
    CHECK(pAt(1, 4, 2) == Approx(1.0));
    CHECK(pAt(5, 8, 6) <= 0.05);  // tabulated critical value for 5 and 8
    CHECK(pAt(5, 8, 7) > 0.05);
}

TEST_CASE("Mann-Whitney is the same from both sides") {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> uniform;
    for (int round = 0; round < 50; ++round) {
        std::vector<double> a(1 + round % 25), b(1 + (round * 7) % 20);
        for (double& v : a) v = uniform(random);
        for (double& v : b) v = uniform(random) + 0.2;
        const RankTest ab = mannWhitney(a, b), ba = mannWhitney(b, a);
        CHECK(ab.p == Approx(ba.p));
        CHECK(ab.u + ba.u == Approx(static_cast<double>(a.size() * b.size())));
        CHECK(ab.a12 + ba.a12 == Approx(1.0));
        CHECK(ab.p > 0);
        CHECK(ab.p <= 1);
    }
}

TEST_CASE("the exact p meets the normal approximation where one takes over") {
    // 20 x 20 is exact, a tie makes it normal: the two must nearly agree.
    std::vector<double> a, b;
    for (int i = 0; i < 20; ++i) {
        a.push_back(i);
        b.push_back(i + 2.5);
    }
    const double exact = mannWhitney(a, b).p;
    a[0] = a[1];  // below every b, so U stays
    const double normal = mannWhitney(a, b).p;
    CHECK(normal == Approx(exact).epsilon(0.06));
}

TEST_CASE("equal samples do not differ") {
    const std::vector<double> same(9, 4.0);
    CHECK(mannWhitney(same, same).p == 1.0);
    CHECK(mannWhitney(same, same).a12 == 0.5);
    CHECK(mannWhitney({}, same).p == 1.0);
}

TEST_CASE("ties count half in U") {
    const RankTest test = mannWhitney(std::vector<double>{1, 2}, std::vector<double>{2, 3});
    CHECK(test.u == 3.5);
    CHECK(test.a12 == Approx(0.875));
}

TEST_CASE("Holm multiplies by the number of hypotheses left and stays monotone") {
    const auto adjusted = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
    CHECK(adjusted[0] == Approx(0.03));
    CHECK(adjusted[1] == Approx(0.06));
    CHECK(adjusted[2] == Approx(0.06));
    CHECK(adjusted[3] == Approx(0.02));
    CHECK(holm(std::vector<double>{0.6, 0.7})[0] == 1.0);
    CHECK(holm({}).empty());
}

TEST_CASE("samples that do not differ share a rank, and the next one counts them") {
    std::vector<std::vector<double>> samples(4);
    for (int i = 0; i < 9; ++i) {
        samples[0].push_back(100 + i);
        samples[1].push_back(50 + i);
        samples[2].push_back(50.5 + i);
        samples[3].push_back(200 + i);
    }
    CHECK(ranksWithTies(samples) == std::vector<int>{3, 1, 1, 4});
    CHECK(ranksWithTies({}).empty());
}

TEST_CASE("three repetitions can tell nothing apart") {
    const std::vector<std::vector<double>> samples = {{1, 2, 3}, {100, 200, 300}};
    CHECK(ranksWithTies(samples) == std::vector<int>{1, 1});
}

TEST_CASE("the smallest p is that of two samples apart") {
    CHECK(smallestP(3, 3) == Approx(0.1));
    CHECK(smallestP(9, 9) == Approx(2.0 / 48620));
    CHECK(smallestP(1, 1) == 1.0);
    CHECK(smallestP(0, 9) == 1.0);
    CHECK(smallestP(4, 6) == Approx(pAt(4, 6, 0)));
}

TEST_CASE("Cliff's delta is 1 when every value of the first is larger, and 0 for equal samples") {
    const std::vector<double> low = {1, 2, 3}, high = {4, 5, 6};
    CHECK(cliffsDelta(mannWhitney(high, low)) == 1.0);
    CHECK(cliffsDelta(mannWhitney(low, high)) == -1.0);
    CHECK(cliffsDelta(mannWhitney(low, low)) == 0.0);
}

TEST_CASE("the ratio is the median of all ratios, and its interval has the rank test's cut") {
    std::vector<double> a, b;  // so far apart in scale that the ratios sort by a first
    for (int i = 0; i < 9; ++i) {
        a.push_back(100 + i);
        b.push_back(110 + 1.1 * i);
    }
    const auto ratio = ratioOf(a, b);
    REQUIRE(ratio);
    CHECK(ratio->value == Approx(1.1));
    std::vector<double> all;
    for (double x : a)
        for (double y : b) all.push_back(y / x);
    std::sort(all.begin(), all.end());
    REQUIRE(ratio->interval);  // n = m = 9: the 18th from either end, since p <= 0.05 up to U = 17
    CHECK(ratio->interval->low == all[17]);
    CHECK(ratio->interval->high == all[81 - 18]);
    CHECK(ratio->interval->coverage >= 0.95);
}

TEST_CASE("the ratio's interval leaves out 1 exactly when the test says that samples differ") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(0.9, 1.1);
    for (int round = 0; round < 300; ++round) {
        std::vector<double> a(4 + round % 8), b(4 + (round * 5) % 9);
        for (double& v : a) v = uniform(random);
        for (double& v : b) v = uniform(random) * (1 + round % 4 * 0.05);
        const auto ratio = ratioOf(a, b);
        REQUIRE(ratio);
        REQUIRE(ratio->interval);
        const bool outside = ratio->interval->low > 1 || ratio->interval->high < 1;
        CHECK(outside == (mannWhitney(a, b).p <= 0.05));
    }
}

TEST_CASE("samples that are too small have a ratio without an interval, and none at all without values above 0") {
    const auto three = ratioOf(std::vector<double>{1, 2, 3}, std::vector<double>{2, 4, 6});
    REQUIRE(three);
    CHECK_FALSE(three->interval);
    CHECK(ratioOf(std::vector<double>{2}, std::vector<double>{3})->value == 1.5);
    CHECK_FALSE(ratioOf({}, std::vector<double>{3}));
    CHECK_FALSE(ratioOf(std::vector<double>{0}, std::vector<double>{3}));
    const std::vector<double> same(9, 4.0);
    CHECK(ratioOf(same, same)->interval->low == 1.0);
    CHECK(ratioOf(same, same)->interval->high == 1.0);
}

TEST_CASE("large samples have an interval of the normal approximation, close to the exact one") {
    std::vector<double> a, b;
    for (int i = 0; i < 21; ++i) {
        a.push_back(100 + i);
        b.push_back(100 + i);
    }
    const auto normal = ratioOf(a, b);  // 441 pairs
    a.pop_back();
    b.pop_back();
    const auto exact = ratioOf(a, b);  // 400
    REQUIRE(normal->interval);
    REQUIRE(exact->interval);
    CHECK(normal->interval->low == Approx(exact->interval->low).epsilon(0.01));
    CHECK(normal->interval->high == Approx(exact->interval->high).epsilon(0.01));
}
