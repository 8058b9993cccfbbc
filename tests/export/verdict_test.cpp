#include "engine/export/summary.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

std::string verdictOf(const std::vector<RunPlan>& plans) {
    return summarize(*traceOf(plans)).verdict;
}

std::vector<RunPlan> repeated(const std::vector<std::pair<std::string, Duration>>& models, int repetitions) {
    std::vector<RunPlan> plans;
    for (int r = 1; r <= repetitions; ++r)
        for (const auto& [model, wall] : models)
            plans.push_back(
                {.model = model,
                 .wall = wall + r * millisecond / 100,
                 .repetition = r,
                 .workers = model == "serial" ? 1 : 2});
    return plans;
}

}  // namespace

TEST_CASE("verdict names equals, the p of the test and what they are better than") {
    // U = 45 or 36 of 81: p = 0.73, the largest of six, so Holm leaves it.
    CHECK(
        verdictOf(fourEntries()) ==
        "threads and process_pool (transport=ring) do not differ (p = 0.73): take either of them; the smallest "
        "median is "
        "that of threads, 1.98 × on 2 cores, 25 % faster than process_pool (transport=pipe) (23 to 26 %, p < "
        "0.001).");
}

TEST_CASE("verdict takes the one model that is faster") {
    CHECK(
        verdictOf(repeated(
            {{"serial", 40 * millisecond}, {"threads", 25 * millisecond}, {"tbb_tasks", 20 * millisecond}}, 9)) ==
        "tbb_tasks is the model to take: 2.00 × on 2 cores, 25 % faster than threads (p < 0.001).");
    CHECK(
        verdictOf(repeated({{"serial", 90 * millisecond}, {"threads", 30 * millisecond}}, 4)) ==
        "threads is the model to take: 3.00 × on 2 cores, 3.0 times as fast as serial (p = 0.03).");
}

TEST_CASE("verdict does not tell models apart on three repetitions") {
    CHECK(
        verdictOf(repeated({{"serial", 40 * millisecond}, {"threads", 20 * millisecond}}, 3)) ==
        "threads has the smallest median, 2.00 × on 2 cores, but 3 repetitions are too few to tell models apart.");
    CHECK(
        verdictOf(repeated({{"serial", 40 * millisecond}, {"threads", 20 * millisecond}}, 1)) ==
        "threads has the smallest median, 2.00 × on 2 cores, but 1 repetition is too few to tell models apart.");
}

TEST_CASE("verdict says when there is nothing to compare") {
    CHECK(
        verdictOf(repeated({{"threads", 20 * millisecond}}, 1)) ==
        "threads took 20.01 ms; there is no other model to compare it with.");
    CHECK(
        verdictOf({{.model = "threads", .wall = millisecond, .correct = false}}) ==
        "No model gave a correct result, so none can be named.");
    CHECK(verdictOf({}).empty());
}

TEST_CASE("verdict speaks of milliseconds when there is no serial run") {
    CHECK(
        verdictOf(repeated({{"threads", 25 * millisecond}, {"tbb_tasks", 20 * millisecond}}, 9)) ==
        "tbb_tasks is the model to take: 20.05 ms, 25 % faster than threads (p < 0.001).");
}

TEST_CASE("verdict says how sure the lead is") {
    std::vector<RunPlan> plans;
    for (int r = 0; r < 9; ++r) {
        plans.push_back({.model = "threads", .wall = 20 * millisecond + r * millisecond / 10, .repetition = r + 1});
        plans.push_back({.model = "tbb_tasks", .wall = 22 * millisecond + r * millisecond / 10, .repetition = r + 1});
    }
    const Summary summary = summarize(*traceOf(plans));
    CHECK(
        summary.verdict ==
        "threads is the model to take: 20.40 ms, 10 % faster than tbb_tasks (8 to 11 %, p < 0.001).");
    REQUIRE(summary.models[1].versusBest);
    CHECK_FALSE(summary.models[0].versusBest);
    CHECK(summary.models[1].versusBest->best == "threads");
    CHECK(summary.models[1].versusBest->cliffsDelta == 1.0);
}
