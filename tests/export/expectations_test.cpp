#include "engine/export/expectations.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace corelane;
using namespace corelane::test;

namespace {

Expectation measured(std::string_view fields, const std::vector<RunPlan>& plans = fourEntries()) {
    Comparison comparison = someComparison();
    comparison.presetJson = fmt::format(R"({{"expect": [{{"expect": "It is so.", {}}}]}})", fields);
    const Summary summary = summarize(*traceOf(plans, comparison));
    REQUIRE(summary.expectations.size() == 1);
    return summary.expectations.front();
}

}  // namespace

TEST_CASE("expectations hold within their bounds, the bounds included") {
    CHECK(measured(R"("measure": "lost_events", "at_most": 0)").holds == true);
    CHECK(measured(R"("measure": "efficiency", "model": "serial", "at_least": 0.5)").holds == true);
    CHECK(measured(R"("measure": "efficiency", "model": "serial", "at_least": 0.51)").holds == false);
    CHECK(measured(R"("measure": "efficiency", "model": "serial", "at_least": 0.4, "at_most": 0.49)").holds == false);
    CHECK_FALSE(measured(R"("measure": "efficiency", "model": "serial")").holds);
}

TEST_CASE("expectations measure what the preset asks for") {
    CHECK(*measured(R"("measure": "speedup", "model": "threads")").measured == Approx(40.4 / 20.4));
    CHECK(*measured(R"("measure": "wall_ns", "model": "threads")").measured == Approx(20.4e6));
    CHECK(
        *measured(R"("measure": "ratio", "model": "process_pool:pipe", "baseline": "process_pool:ring")").measured ==
        Approx(25.4 / 20.45));
    CHECK(*measured(R"("measure": "useful_share", "model": "threads")").measured == Approx(0.75));
    CHECK(*measured(R"("measure": "lock_share", "model": "threads")").measured == Approx(0.25));
    CHECK(*measured(R"("measure": "idle_share", "model": "serial")").measured == Approx(0.5));
    CHECK(*measured(R"("measure": "bytes_moved", "model": "process_pool:pipe")").measured == 4096);
    CHECK(*measured(R"("measure": "bytes_moved", "model": "process_pool:ring")").measured == 0);
    // w0 computes all the time, w1 half of it: 1 / 0.75 - 1.
    CHECK(*measured(R"("measure": "imbalance", "model": "threads")").measured == Approx(1.0 / 3));
}

TEST_CASE("what cannot be measured neither holds nor fails") {
    for (const char* fields :
         {R"("measure": "speedup", "model": "nobody", "at_least": 1)",
          R"("measure": "switches", "model": "threads", "at_most": 9)",  // level 0 knows of none
          R"("measure": "bytes_moved", "model": "threads", "at_most": 0)",
          R"("measure": "ratio", "model": "threads", "at_most": 1)",
          R"("measure": "beauty", "model": "threads", "at_least": 1)",
          R"("measure": "sleep_share", "model": "threads", "at_least": 1)"}) {
        INFO(fields);
        const Expectation e = measured(fields);
        CHECK_FALSE(e.measured);
        CHECK_FALSE(e.holds);
    }
}

TEST_CASE("a comparison that is not complete is measured and not judged") {
    std::vector<RunPlan> plans = fourEntries();
    RunPlan cut = plans.back();
    cut.repetition += 1;
    cut.interrupted = true;
    cut.correct = false;
    plans.push_back(cut);
    const Expectation e = measured(R"("measure": "efficiency", "model": "serial", "at_least": 0.5)", plans);
    CHECK(e.measured);
    CHECK_FALSE(e.holds);
}

TEST_CASE("expectations carry their sentence, measure, unit and bounds") {
    const Expectation e = measured(R"("measure": "lock_share", "model": "threads", "at_most": 0.3)");
    CHECK(e.expect == "It is so.");
    CHECK(e.measure == "lock_share");
    CHECK(e.unit == "share");
    CHECK_FALSE(e.atLeast);
    CHECK(e.atMost == 0.3);
}

TEST_CASE("a preset that is no JSON, or whose list is none, expects nothing") {
    for (const char* json : {"", "{", "[]", "3", R"({"expect": 3})", R"({"expect": [3, null]})"}) {
        INFO(json);
        Comparison comparison = someComparison();
        comparison.presetJson = json;
        CHECK(summarize(*traceOf(fourEntries(), comparison)).expectations.empty());
    }
}
