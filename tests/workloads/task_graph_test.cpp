#include "workloads/random.h"
#include "workloads/task_graph.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace corelane;

namespace {

TaskGraph graphOf(GraphParameters parameters) {
    auto graph = TaskGraph::make(parameters);
    INFO((graph ? std::string() : graph.error().message));
    REQUIRE(graph);
    return *graph;
}

GraphParameters parametersOf(
    std::string_view pattern, std::uint32_t steps, std::uint32_t width, std::uint32_t radix = 3,
    std::uint32_t period = 3) {
    GraphParameters p;
    p.pattern = *patternFromName(pattern);
    p.steps = steps;
    p.width = width;
    p.radix = radix;
    p.period = period;
    return p;
}

// The table of definitions, written down once more and slowly: sets, and every point asked.
struct Naive {
    GraphParameters p;

    std::int64_t width(std::int64_t t) const {
        const std::int64_t W = p.width, T = p.steps;
        if (p.pattern == Pattern::Dom) return std::min({W, t + 1, T - t});
        if (p.pattern == Pattern::Tree)
            return std::min<std::int64_t>(W, std::int64_t{1} << std::min<std::int64_t>(t, 40));
        return W;
    }
    std::int64_t offset(std::int64_t t) const {
        return p.pattern == Pattern::Dom ? std::max<std::int64_t>(0, t + p.width - p.steps) : 0;
    }
    bool exists(std::int64_t t, std::int64_t i) const {
        return t >= 0 && t < p.steps && i >= offset(t) && i < offset(t) + width(t);
    }
    std::set<std::int64_t> inputs(std::int64_t t, std::int64_t i) const {
        std::set<std::int64_t> found;
        if (t == 0) return found;
        const std::int64_t W = p.width, k = p.radix,
                           L = std::max<std::int64_t>(1, std::llround(std::ceil(std::log2(W))));
        const std::int64_t s = p.pattern == Pattern::Fft ? (t + L - 1) % L : t % std::max<std::int64_t>(1, p.period);
        const auto nearest = [&](std::int64_t j) { return k > 0 && j >= i - k / 2 && j <= i + (k - 1) / 2; };
        for (std::int64_t j = 0; j < W; ++j) {
            bool in = false;
            switch (p.pattern) {
            case Pattern::Trivial:
                break;
            case Pattern::NoComm:
                in = j == i;
                break;
            case Pattern::Stencil1d:
                in = std::abs(i - j) <= 1;
                break;
            case Pattern::Stencil1dPeriodic:
                in = std::abs(i - j) <= 1 || std::abs(i - j) == W - 1;
                break;
            case Pattern::Dom:
                in = j == i || j == i - 1;
                break;
            case Pattern::Tree:
                in = j == i / 2;
                break;
            case Pattern::Fft:
                in = j == i || std::abs(i - j) == (std::int64_t{1} << s);
                break;
            case Pattern::AllToAll:
                in = true;
                break;
            case Pattern::Nearest:
                in = nearest(j);
                break;
            case Pattern::Spread:
                for (std::int64_t m = 0; m < k; ++m) in = in || j == (i + m * W / k + (m > 0 ? s : 0)) % W;
                break;
            case Pattern::RandomNearest:
                in = nearest(j) && (j == i || uniform({p.number, k, s, j, i}) < p.fraction);
                break;
            }
            if (in && exists(t - 1, j)) found.insert(j);
        }
        return found;
    }
};

// Every pattern in many small shapes, valid ones only.
std::vector<GraphParameters> manyShapes() {
    std::vector<GraphParameters> all;
    for (const std::string_view pattern : patternNames())
        for (const std::uint32_t steps : {1u, 2u, 5u, 9u, 20u})
            for (const std::uint32_t width : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 16u, 33u})
                for (const std::uint32_t radix : {0u, 1u, 2u, 3u, 5u, 8u, 40u})
                    for (const std::uint32_t period : {1u, 2u, 3u}) {
                        auto p = parametersOf(pattern, steps, width, radix, period);
                        const bool repeats = p.pattern == Pattern::Spread || p.pattern == Pattern::RandomNearest;
                        if (!repeats && period != 3) continue;
                        if (!repeats && p.pattern != Pattern::Nearest && radix != 3) continue;
                        p.number = steps % 3;
                        if (TaskGraph::make(p)) all.push_back(p);
                    }
    return all;
}

std::string describe(const GraphParameters& p) {
    return std::string(patternName(p.pattern)) + " steps " + std::to_string(p.steps) + " width " +
           std::to_string(p.width) + " radix " + std::to_string(p.radix) + " period " + std::to_string(p.period);
}

}  // namespace

TEST_CASE("inputs are the definition's, ascending, for every pattern and shape") {
    Points points;
    for (const GraphParameters& p : manyShapes()) {
        const TaskGraph graph = graphOf(p);
        const Naive naive{p};
        std::string wrong;
        for (std::uint32_t step = 0; step < p.steps; ++step) {
            if (graph.offset(step) != naive.offset(step) || graph.widthAt(step) != naive.width(step))
                wrong = "extent";
            for (std::uint32_t point = 0; point < p.width + 2; ++point) {
                if (graph.exists(step, point) != naive.exists(step, point)) wrong = "exists";
                if (!naive.exists(step, point)) continue;
                graph.inputs(step, point, points);
                const auto expected = naive.inputs(step, point);
                if (!std::equal(points.begin(), points.end(), expected.begin(), expected.end()))
                    wrong = "inputs of " + std::to_string(step) + "." + std::to_string(point);
                if (graph.inputCount(step, point) != points.size()) wrong = "input count";
            }
        }
        INFO(describe(p));
        CHECK(wrong == "");
    }
}

TEST_CASE("consumers are the exact inverse of inputs") {
    Points points;
    for (const GraphParameters& p : manyShapes()) {
        const TaskGraph graph = graphOf(p);
        std::string wrong;
        for (std::uint32_t step = 0; step < p.steps; ++step) {
            std::map<std::uint32_t, std::vector<std::uint32_t>> inverse;
            for (std::uint32_t next = 0; step + 1 < p.steps && next < p.width; ++next) {
                if (!graph.exists(step + 1, next)) continue;
                graph.inputs(step + 1, next, points);
                for (const std::uint32_t input : points) inverse[input].push_back(next);
            }
            for (std::uint32_t point = 0; point < p.width; ++point) {
                if (!graph.exists(step, point)) continue;
                graph.consumers(step, point, points);
                if (points != inverse[point]) wrong = std::to_string(step) + "." + std::to_string(point);
            }
        }
        INFO(describe(p));
        CHECK(wrong == "");
    }
}

TEST_CASE("counts are what enumerating gives") {
    Points points;
    for (const GraphParameters& p : manyShapes()) {
        const TaskGraph graph = graphOf(p);
        std::uint64_t tasks = 0, dependences = 0;
        for (std::uint32_t step = 0; step < p.steps; ++step)
            for (std::uint32_t point = 0; point < p.width; ++point)
                if (graph.exists(step, point)) {
                    graph.inputs(step, point, points);
                    ++tasks;
                    dependences += points.size();
                }
        INFO(describe(p));
        CHECK(graph.taskCount() == tasks);
        CHECK(graph.dependenceCount() == dependences);
    }
}

TEST_CASE("counts are Task Bench's") {
    struct Row {
        std::uint32_t steps, width;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> counts;  // in the order of the columns below
    };
    const std::vector<std::pair<std::string_view, std::uint32_t>> columns = {
        {"trivial", 3}, {"no_comm", 3}, {"stencil_1d", 3},    {"stencil_1d_periodic", 3},
        {"dom", 3},     {"tree", 3},    {"fft", 3},           {"all_to_all", 3},
        {"nearest", 5}, {"spread", 3},  {"random_nearest", 3}};
    const std::vector<Row> rows = {
        {4,
         4,
         {{16, 0}, {16, 12}, {16, 30}, {16, 36}, {6, 6}, {11, 10}, {16, 28}, {16, 48}, {16, 42}, {0, 0}, {16, 17}}},
        {8,
         8,
         {{64, 0},
          {64, 56},
          {64, 154},
          {64, 168},
          {20, 28},
          {47, 46},
          {64, 138},
          {64, 448},
          {64, 238},
          {64, 168},
          {64, 79}}},
        {10,
         8,
         {{80, 0},
          {80, 72},
          {80, 198},
          {80, 216},
          {30, 47},
          {63, 62},
          {80, 174},
          {80, 576},
          {80, 306},
          {80, 216},
          {80, 102}}},
        {1000,
         32,
         {{32000, 0},
          {32000, 31968},
          {32000, 93906},
          {32000, 95904},
          {31008, 61015},
          {31871, 31870},
          {32000, 83536},
          {32000, 1022976},
          {32000, 153846},
          {32000, 95904},
          {32000, 47286}}},
    };
    for (const Row& row : rows)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto p = parametersOf(columns[c].first, row.steps, row.width, columns[c].second);
            INFO(describe(p));
            if (row.counts[c].first == 0) {
                CHECK_FALSE(TaskGraph::make(p));  // spread's period is too long
                continue;
            }
            const TaskGraph graph = graphOf(p);
            CHECK(graph.taskCount() == row.counts[c].first);
            CHECK(graph.dependenceCount() == row.counts[c].second);
        }
}

TEST_CASE("counts of graphs near the limit are arithmetic, not enumeration") {
    CHECK(graphOf(parametersOf("stencil_1d", 2, (1u << 30) - 1)).taskCount() == 2147483646u);
    CHECK(graphOf(parametersOf("all_to_all", 2047, 1 << 20)).taskCount() == 2047ull << 20);
    const TaskGraph tall = graphOf(parametersOf("dom", (1u << 31) - 1, 1));
    CHECK(tall.taskCount() == (1ull << 31) - 1);
}

TEST_CASE("random_nearest's choice follows the graph's number") {
    auto p = parametersOf("random_nearest", 2, 64, 9);
    const std::string first = graphText(graphOf(p));
    CHECK(graphText(graphOf(p)) == first);
    p.number = 1;
    CHECK(graphText(graphOf(p)) != first);
}

TEST_CASE("random_nearest too large to choose beforehand chooses the same") {
    // 1024 sets of 2^17 points: more than is kept; compared with the definition at a few places.
    const auto p = parametersOf("random_nearest", 1025, 1 << 17, 3, 1024);
    const TaskGraph graph = graphOf(p);
    Points points, back;
    for (const std::uint32_t step : {1u, 7u, 1023u, 1024u})
        for (const std::uint32_t point : {0u, 1u, 70000u, (1u << 17) - 1}) {
            graph.inputs(step, point, points);
            Points expected;
            for (std::int64_t j = std::int64_t{point} - 1; j <= std::int64_t{point} + 1; ++j)
                if (j >= 0 && j < (1 << 17) && (j == point || uniform({0, 3, step % 1024, j, point}) < 0.25))
                    expected.push_back(static_cast<std::uint32_t>(j));
            CHECK(points == expected);
            for (const std::uint32_t input : expected) {
                graph.consumers(step - 1, input, back);
                CHECK(std::count(back.begin(), back.end(), point) == 1);
            }
        }
}

TEST_CASE("parameters out of range are refused with a remedy") {
    const auto message = [](GraphParameters p) {
        const auto graph = TaskGraph::make(p);
        REQUIRE_FALSE(graph);
        CHECK(graph.error().kind == Error::Kind::Invalid);
        return graph.error().message;
    };
    CHECK(message(parametersOf("trivial", 0, 4)) == "steps must be 1 or more, got 0");
    CHECK(message(parametersOf("trivial", 4, 0)) == "width must be 1 or more, got 0");
    CHECK(
        message(parametersOf("trivial", 1 << 16, 1 << 15)) ==
        "steps times width must stay below 2147483648, got 2147483648: lower steps or width");
    CHECK(
        message(parametersOf("spread", 4, 4)) == "spread needs a period of at most width / radix rounded up, here 2, "
                                                 "got 3: lower period or radix, or raise width");
    CHECK(message(parametersOf("random_nearest", 4, 4, 3, 0)) == "random_nearest needs period 1 or more, got 0");
    auto p = parametersOf("random_nearest", 4, 4);
    p.fraction = 1.5;
    CHECK(message(p) == "random_nearest needs fraction between 0 and 1, got 1.500000");
    p.fraction = std::nan("");
    CHECK_FALSE(TaskGraph::make(p));
}

TEST_CASE("an unknown pattern gets the nearest known one") {
    const auto pattern = patternFromName("stencil1d");
    REQUIRE_FALSE(pattern);
    CHECK(pattern.error().message == "unknown pattern stencil1d, did you mean stencil_1d?");
    for (const std::string_view name : patternNames()) CHECK(patternName(*patternFromName(name)) == name);
}
