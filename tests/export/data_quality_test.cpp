#include "engine/export/summary.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace corelane;
using namespace corelane::test;

namespace {

// As many repetitions of two models, the wall of each changed by `change`.
DataQuality qualityOf(int repetitions, const std::function<void(RunPlan&, int)>& change = {}) {
    std::vector<RunPlan> plans;
    for (int r = 0; r < repetitions; ++r)
        for (const char* model : {"threads", "tbb_tasks"}) {
            RunPlan plan{
                .model = model, .wall = 20 * millisecond + (r * 7 % 5) * millisecond / 100, .repetition = r + 1};
            if (change) change(plan, r);
            plans.push_back(plan);
        }
    return summarize(*traceOf(plans)).quality;
}

bool says(const DataQuality& quality, const std::string& words) {
    return std::any_of(quality.reasons.begin(), quality.reasons.end(), [&](const std::string& reason) {
        return reason.find(words) != reason.npos;
    });
}

}  // namespace

TEST_CASE("nine quiet repetitions are good data") {
    const DataQuality quality = qualityOf(9);
    CHECK(quality.grade == Grade::Good);
    CHECK(quality.reasons.empty());
    CHECK(qualityText(quality) == "good.");
}

TEST_CASE("what takes something off the data's grade is said") {
    CHECK(says(qualityOf(5), "5 repetitions are too few for a 95 % interval"));
    CHECK(qualityOf(5).grade == Grade::Fair);

    const DataQuality held = qualityOf(9, [](RunPlan& plan, int) { plan.held = plan.wall / 2; });
    CHECK(held.grade == Grade::Poor);
    CHECK(says(held, "Workers waited 25.0 % of their time for cores that other programs had"));

    const DataQuality wrong = qualityOf(9, [](RunPlan& plan, int r) { plan.correct = r != 3; });
    CHECK(wrong.grade == Grade::Poor);
    CHECK(wrong.reasons.front() == "Some results differ from the serial one.");

    const DataQuality lost = qualityOf(9, [](RunPlan& plan, int r) { plan.lost = r == 2 ? 500 : 0; });
    CHECK(says(lost, "1000 events were lost"));

    const DataQuality drifting = qualityOf(9, [](RunPlan& plan, int r) { plan.wall += r * millisecond; });
    CHECK(drifting.grade == Grade::Fair);
    CHECK(says(drifting, "% slower on the way"));

    const DataQuality spread = qualityOf(9, [](RunPlan& plan, int r) { plan.wall += (r * 4 % 9) * 2 * millisecond; });
    CHECK(says(spread, "is known to ±"));
}

TEST_CASE("a verdict on poor data says that they are") {
    std::vector<RunPlan> plans;
    for (int r = 1; r <= 9; ++r)
        for (const char* model : {"threads", "tbb_tasks"})
            plans.push_back(
                {.model = model,
                 .wall = (model[1] == 'b' ? 20 : 30) * millisecond + r * 1000,
                 .repetition = r,
                 .held = 9 * millisecond});
    const Summary summary = summarize(*traceOf(plans));
    CHECK(summary.verdict.find("tbb_tasks is the model to take") == 0);
    CHECK(summary.verdict.find(" But the data are poor. Workers waited ") != std::string::npos);
}
