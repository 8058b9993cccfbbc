#include "engine/export/run_json.h"
#include "engine/export/summary.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using namespace corelane::test;
using Json = nlohmann::ordered_json;

namespace {

Json jsonOf(const Trace& trace) {
    return Json::parse(summaryJson(trace, summarize(trace)));
}

std::string keys(const Json& object) {
    std::string text;
    for (const auto& [key, value] : object.items()) text += (text.empty() ? "" : " ") + key;
    return text;
}

}  // namespace

TEST_CASE("the summary's JSON keeps its shape") {
    const Json json = jsonOf(*traceOf(fourEntries(), fourEntriesComparison()));
    CHECK(
        keys(json) == "comparison runs summary verdict quality reproduction recording findings what_if expectations");
    CHECK(keys(json["comparison"]) == "preset title question uuid started seed ended bytes torn_bytes machine");
    CHECK(
        keys(json["comparison"]["machine"]) ==
        "cores cpu kernel clock host system clock_step_ns clock_read_ns recording_level recording_detail");
    CHECK(
        keys(json["runs"][0]) ==
        "run model title variant options workers repetition warmup recorded finished interrupted level pinned cores "
        "core_set "
        "begin_ns wall_ns tasks correct digest spans switches edges lost_events bytes_moved balance_ns fault error");
    CHECK(keys(json["runs"][0]["balance_ns"]) == "useful overhead lock queue io runnable idle startup residual");
    CHECK(
        keys(json["summary"][0]) == "model title variant workers repetitions median_ns ci95_ns speedup efficiency "
                                    "rank versus_best correct cost_percent lost_events "
                                    "median_run critical_path_ns numbers fault problem");
    CHECK(keys(json["recording"]) == "cost_percent lost_events switches level clock");
    CHECK(keys(json["expectations"][0]) == "expect measured holds measure unit at_least at_most");
}

TEST_CASE("the summary's JSON holds the summary's numbers") {
    const Json json = jsonOf(*traceOf(fourEntries(), fourEntriesComparison()));
    CHECK(json["comparison"]["preset"] == "stencil");
    CHECK(json["comparison"]["machine"]["cores"] == 2);
    CHECK(json["comparison"]["seed"] == 0xfedcba9876543210);
    REQUIRE(json["summary"].size() == 4);
    const Json& threads = json["summary"][0];
    CHECK(threads["model"] == "threads");
    CHECK(threads["median_ns"] == 20'400'000);
    CHECK(threads["ci95_ns"] == Json::array({20'100'000, 20'700'000}));
    CHECK(threads["rank"] == 1);
    CHECK(threads["speedup"].get<double>() == Approx(40.4 / 20.4));
    CHECK(json["summary"][2]["variant"] == "transport=pipe");
    CHECK(json["recording"]["cost_percent"].get<double>() == Approx(2.0).epsilon(0.001));
    CHECK(json["recording"]["switches"] == "off");
    std::vector<Json> holds;
    for (const Json& e : json["expectations"]) holds.push_back(e["holds"]);
    CHECK(holds == std::vector<Json>{true, false, true, nullptr});
}

TEST_CASE("every run's balance in JSON sums to cores times wall time") {
    const Json json = jsonOf(*traceOf(fourEntries()));
    REQUIRE(json["runs"].size() == 43);
    for (const Json& run : json["runs"]) {
        if (!run["recorded"].get<bool>()) continue;
        Duration sum = 0;
        for (const Json& part : run["balance_ns"]) sum += part.get<Duration>();
        CHECK(sum == run["cores"].get<Duration>() * run["wall_ns"].get<Duration>());
    }
}

TEST_CASE("in JSON unknown is null, never 0") {
    const Json json = jsonOf(*traceOf(
        {{.model = "threads", .wall = millisecond, .recorded = false},
         {.model = "threads", .wall = millisecond, .repetition = 2, .finished = false}}));
    const Json &unrecorded = json["runs"][0], &open = json["runs"][1];
    for (const char* key : {"balance_ns", "spans", "switches", "edges", "lost_events", "bytes_moved", "error"}) {
        INFO(key);
        CHECK(unrecorded[key].is_null());
    }
    for (const char* key : {"digest", "correct", "tasks", "spans", "lost_events"}) {
        INFO(key);
        CHECK(open[key].is_null());
    }
    const Json& model = json["summary"][0];
    for (const char* key :
         {"median_ns", "ci95_ns", "speedup", "efficiency", "rank", "median_run", "problem", "cost_percent"}) {
        INFO(key);
        CHECK(model[key].is_null());
    }
    CHECK(json["verdict"].is_null());
    CHECK(json["recording"]["cost_percent"].is_null());
}

TEST_CASE("bytes that are no UTF-8 do not stop the JSON") {
    Comparison comparison = someComparison();
    comparison.title = "caf\xe9 \"quoted\" \\ \n";
    Options options;
    options.set("transport", std::string("p\xffpe"));
    const Json json = jsonOf(
        *traceOf({{.model = "threads", .wall = millisecond, .options = options, .error = "\xff"}}, comparison));
    CHECK(json["comparison"]["title"] == "caf\xef\xbf\xbd \"quoted\" \\ \n");
    CHECK(json["runs"][0]["options"]["transport"] == "p\xef\xbf\xbdpe");
}
