#include "engine/trace/bins.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace corelane;

namespace {

using Segment = SegmentIndex::Segment;

// What a segment index is told, kept plainly: neighbours merged, gaps filled.
struct Plain {
    std::vector<Segment> segments;

    void append(Time begin, Time end, std::uint8_t category, std::uint8_t gap) {
        if (end <= begin) return;
        if (!segments.empty() && segments.back().end < begin) put(segments.back().end, begin, gap);
        put(begin, end, category);
    }
    void put(Time begin, Time end, std::uint8_t category) {
        if (!segments.empty() && segments.back().category == category)
            segments.back().end = end;
        else
            segments.push_back({begin, end, category});
    }
    std::array<Duration, categoryCount> totals(Time from, Time to) const {
        std::array<Duration, categoryCount> sums{};
        for (const Segment& s : segments)
            sums[s.category] += std::max<Duration>(0, std::min(s.end, to) - std::max(s.begin, from));
        return sums;
    }
};

struct Both {
    SegmentIndex index{6};
    Plain plain;

    void append(Time begin, Time end, std::uint8_t category) {
        index.append(begin, end, category);
        plain.append(begin, end, category, 6);
    }
};

// Stretches of many short segments, of few long ones, of repeats, with gaps and empty ones.
Both randomLane(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    Both lane;
    Time now = static_cast<Time>(random() % 1000);
    while (lane.plain.segments.size() < count) {
        const unsigned longest = std::array{1u, 20u, 3000u, 1'000'000u}[random() % 4];
        const std::size_t stretch = 1 + random() % 40;
        for (std::size_t i = 0; i < stretch; ++i) {
            if (random() % 6 == 0) now += random() % longest;
            const Time end = now + random() % longest;
            lane.append(now, end, static_cast<std::uint8_t>(random() % categoryCount));
            now = end;
        }
    }
    return lane;
}

}  // namespace

TEST_CASE("an index of segments holds what was appended, merged and without gaps") {
    for (const std::size_t count : {1u, 2u, 7u, 8u, 9u, 33u, 500u, 5000u}) {
        const Both lane = randomLane(static_cast<unsigned>(count), count);
        REQUIRE(lane.index.size() == lane.plain.segments.size());
        CHECK(lane.index.begin() == lane.plain.segments.front().begin);
        CHECK(lane.index.end() == lane.plain.segments.back().end);
        bool same = true;
        for (std::size_t i = 0; i < lane.index.size(); ++i) {
            const Segment a = lane.index.segment(i), b = lane.plain.segments[i];
            same = same && a.begin == b.begin && a.end == b.end && a.category == b.category;
        }
        CHECK(same);
    }
}

TEST_CASE("find gives the first segment that ends after a time") {
    const Both lane = randomLane(1, 300);
    const auto& all = lane.plain.segments;
    for (const Segment& s : all)
        for (const Time t : {s.begin - 1, s.begin, s.begin + 1, s.end - 1, s.end}) {
            const auto at = std::find_if(all.begin(), all.end(), [t](const Segment& other) { return other.end > t; });
            REQUIRE(lane.index.find(t) == static_cast<std::size_t>(at - all.begin()));
        }
    CHECK(SegmentIndex().find(0) == 0);
}

TEST_CASE("totals are exact for any range") {
    for (const std::size_t count : {1u, 9u, 127u, 128u, 129u, 4000u}) {
        const Both lane = randomLane(static_cast<unsigned>(count) + 7, count);
        std::mt19937_64 random(3);
        const Time begin = lane.index.begin() - 50, length = lane.index.end() - begin + 50;
        bool same = lane.index.totals(begin, begin + length) == lane.plain.totals(begin, begin + length);
        for (int i = 0; i < 500; ++i) {
            const Time from = begin + static_cast<Time>(random() % static_cast<std::uint64_t>(length));
            const Time to = from + static_cast<Time>(random() % static_cast<std::uint64_t>(i % 2 ? length : 200));
            same = same && lane.index.totals(from, to) == lane.plain.totals(from, to);
        }
        CHECK(same);
    }
    CHECK(SegmentIndex().totals(0, 100) == std::array<Duration, categoryCount>{});
}

TEST_CASE("columns show the shares that the segments have, within the promised bounds") {
    double worst = 0, sum = 0;
    std::size_t shares = 0;
    bool covered = true, full = true;
    for (unsigned seed = 0; seed < 12; ++seed) {
        const Both lane = randomLane(100 + seed, seed < 4 ? 40 : 20'000);
        const Time begin = lane.index.begin(), end = lane.index.end(), life = end - begin;
        std::mt19937_64 random(seed);
        for (int q = 0; q < 20; ++q) {
            const Duration length = std::max<Duration>(64, life >> (q % 12));
            const Time from = begin - length / 4 + static_cast<Time>(random() % static_cast<std::uint64_t>(life));
            const Time to = q == 0 ? end : from + length;
            const Time start = q == 0 ? begin : from;
            std::vector<Column> columns(q % 3 ? 64 : 233);
            lane.index.query(start, to, columns);
            const double width = static_cast<double>(to - start) / static_cast<double>(columns.size());
            if (width < 4) continue;  // a column is a few nanoseconds: rounding its edges to whole ones shows
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const Time a = start + static_cast<Time>(std::llround(static_cast<double>(c) * width));
                const Time b = start + static_cast<Time>(std::llround(static_cast<double>(c + 1) * width));
                const auto exact = lane.plain.totals(a, b);
                int given = 0;
                for (std::size_t k = 0; k < categoryCount; ++k) {
                    const double error = std::abs(
                        columns[c].share[k] / 255.0 - static_cast<double>(exact[k]) / static_cast<double>(b - a));
                    const double edges = 2 / width;  // the test's own rounding
                    worst = std::max(worst, error - edges);
                    sum += error;
                    ++shares;
                    given += columns[c].share[k];
                }
                const bool inside = b > begin + 1 && a < end - 1, outside = b < begin || a > end;
                covered = covered && (!inside || columns[c].covered) && (!outside || !columns[c].covered);
                if (a >= begin && b <= end) full = full && std::abs(given - 255) <= 8;
                if (outside) full = full && given == 0;
            }
        }
    }
    INFO("worst " << worst << ", mean " << sum / static_cast<double>(shares));
    CHECK(worst <= 0.13);
    CHECK(sum / static_cast<double>(shares) <= 0.011);
    CHECK(covered);
    CHECK(full);
}

TEST_CASE("a column that one segment fills is that segment's alone") {
    SegmentIndex index;
    for (Time t = 0; t < 1000; ++t) index.append(t * 100, t * 100 + 100, static_cast<std::uint8_t>(t % 2 ? 3 : 5));
    std::vector<Column> columns(50);
    index.query(10'000, 15'000, columns);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        REQUIRE(columns[c].share[c % 2 ? 3 : 5] == 255);
        REQUIRE(columns[c].dominant() == (c % 2 ? 3 : 5));
    }
}

TEST_CASE("a burst of segments far below a pixel keeps its shares, whatever its period") {
    constexpr Duration column = 256'000;
    for (const Duration period : {50, 100, 125, 200, 250, 500, 999, 1000}) {
        SegmentIndex index;
        index.append(0, 10 * column, 6);
        for (Time t = 10 * column; t < 11 * column; t += period) {
            index.append(t, t + period * 4 / 5, 0);
            index.append(t + period * 4 / 5, t + period, 2);
        }
        index.append(index.end(), 2000 * column, 6);
        std::vector<Column> columns(2000);
        index.query(0, 2000 * column, columns);
        INFO("a period of " << period << " ns");
        CHECK(columns[10].share[0] == Approx(204).margin(3));
        CHECK(columns[10].share[2] == Approx(51).margin(3));
    }
}

TEST_CASE("queries outside the lane, of nothing and of empty ranges give uncovered columns") {
    SegmentIndex index;
    std::vector<Column> columns(10);
    const auto anyCovered = [&] {
        return std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.covered; });
    };
    index.query(0, 100, columns);
    CHECK_FALSE(anyCovered());
    index.append(1000, 2000, 1);
    index.query(0, 1000, columns);
    CHECK_FALSE(anyCovered());
    index.query(2000, 3000, columns);
    CHECK_FALSE(anyCovered());
    index.query(1500, 1500, columns);
    CHECK_FALSE(anyCovered());
    index.query(1500, 1400, columns);
    CHECK_FALSE(anyCovered());
    index.query(1500, 2500, {});
    index.query(500, 1500, columns);
    for (std::size_t c = 0; c < 10; ++c) CHECK(columns[c].covered == (c >= 5));
}

TEST_CASE("times near the ends of what an hour-long or a damaged recording has are no trouble") {
    SegmentIndex index;
    const Time late = Time(1) << 61;
    index.append(0, 10, 1);
    index.append(late - 5, late, 2);
    std::vector<Column> columns(1920);
    index.query(0, late, columns);
    CHECK(columns[1000].share[6] == 255);
    CHECK(index.totals(0, late)[6] == late - 15);
}

TEST_CASE("a copy of an index stays as it was while the index grows") {
    Both lane = randomLane(5, 1000);
    const SegmentIndex copy = lane.index;
    const auto before = copy.totals(copy.begin(), copy.end());
    Time now = lane.index.end();
    for (int i = 0; i < 5000; ++i, now += 3) lane.append(now, now + 3, static_cast<std::uint8_t>(i % 7));
    CHECK(copy.size() < lane.index.size());
    CHECK(copy.totals(copy.begin(), copy.end()) == before);
    bool same = true;
    for (std::size_t i = 0; i < copy.size(); ++i)
        same = same && copy.segment(i).category == lane.plain.segments[i].category;
    CHECK(same);
}
