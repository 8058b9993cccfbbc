// What became slower between two recordings, and what is only noise.
#include "engine/export/changes.h"
#include "tests/export/outside_check.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

// Walls in percent of a millisecond more than 20 ms: shuffled, so that repetitions overlap.
std::vector<RunPlan> repetitionsOf(const std::string& model, double factor, int count, int spread = 10) {
    std::vector<RunPlan> plans;
    for (int r = 0; r < count; ++r) {
        const double wall = 20e6 + (r * 4 % 9) * spread * 1e4;
        plans.push_back({.model = model, .wall = static_cast<Duration>(wall * factor), .repetition = r + 1});
    }
    return plans;
}

Changes between(const std::vector<RunPlan>& before, const std::vector<RunPlan>& after, double tolerance = 0.05) {
    const auto a = traceOf(before), b = traceOf(after);
    auto changes = changesBetween({"a.corelane", *a}, {"b.corelane", *b}, tolerance);
    INFO((changes ? std::string() : changes.error().message));
    REQUIRE(changes);
    return *std::move(changes);
}

std::vector<RunPlan> operator+(std::vector<RunPlan> a, const std::vector<RunPlan>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::string faultBetween(const Trace& a, const Trace& b) {
    const auto changes = changesBetween({"a.corelane", a}, {"b.corelane", b}, 0.05);
    REQUIRE_FALSE(changes);
    CHECK(changes.error().kind == Error::Kind::Invalid);
    return changes.error().message;
}

}  // namespace

TEST_CASE("ten percent more is a regression, and names the model") {
    const Changes changes = between(
        repetitionsOf("serial", 1, 9) + repetitionsOf("threads", 1, 9),
        repetitionsOf("serial", 1.001, 9) + repetitionsOf("threads", 1.1, 9));
    REQUIRE(changes.models.size() == 2);
    CHECK(changes.models[0].outcome == Outcome::Same);
    const ModelChange& threads = changes.models[1];
    CHECK(threads.outcome == Outcome::Slower);
    REQUIRE(threads.ratio);
    CHECK(threads.ratio->value == Approx(1.1).epsilon(0.001));
    REQUIRE(threads.ratio->interval);
    CHECK(threads.ratio->interval->low > 1.08);
    CHECK(*threads.cliffsDelta == 1.0);
    CHECK(changes.regressed());
    CHECK(changes.verdict() == "Slower by more than 5 %, and beyond noise: threads.");
}

TEST_CASE("what is faster, or within the tolerance, is no regression") {
    CHECK(
        between(repetitionsOf("threads", 1, 9), repetitionsOf("threads", 0.9, 9)).models[0].outcome ==
        Outcome::Faster);
    const Changes little = between(repetitionsOf("threads", 1, 9), repetitionsOf("threads", 1.045, 9));
    CHECK(little.models[0].outcome == Outcome::Same);
    CHECK(*little.models[0].p < 0.01);
    CHECK_FALSE(little.regressed());
    CHECK(between(repetitionsOf("threads", 1, 9), repetitionsOf("threads", 1.045, 9), 0.04).regressed());
}

TEST_CASE("a change that is large and within noise is said to be noise") {
    // Repetitions from 20 to 60 ms: a tenth more is nothing against that.
    const Changes changes = between(repetitionsOf("threads", 1, 9, 500), repetitionsOf("threads", 1.1, 9, 500));
    CHECK(changes.models[0].outcome == Outcome::Noise);
    CHECK_FALSE(changes.regressed());
}

TEST_CASE("too few repetitions are said, and no interval is invented") {
    const Changes one = between(repetitionsOf("threads", 1, 1), repetitionsOf("threads", 3, 1));
    CHECK(one.models[0].outcome == Outcome::TooFew);
    CHECK_FALSE(one.models[0].ratio->interval);
    CHECK_FALSE(one.regressed());
    CHECK(one.verdict() == "Nothing can be told: there are too few repetitions that count.");
    CHECK_THAT(changesText(one), Catch::Contains("One repetition on each side has no spread"));
    // With 4 and 4 the smallest p is 0.03.
    CHECK(
        between(repetitionsOf("threads", 1, 4), repetitionsOf("threads", 3, 4)).models[0].outcome == Outcome::TooFew);
    CHECK(
        between(repetitionsOf("threads", 1, 5), repetitionsOf("threads", 3, 5)).models[0].outcome == Outcome::Slower);
}

TEST_CASE("repetitions that do not vary at all are told apart, and equal ones are not") {
    const auto same = [](Duration wall) {
        std::vector<RunPlan> plans;
        for (int r = 1; r <= 9; ++r) plans.push_back({.model = "threads", .wall = wall, .repetition = r});
        return plans;
    };
    CHECK(between(same(20 * millisecond), same(20 * millisecond)).models[0].outcome == Outcome::Same);
    CHECK(between(same(20 * millisecond), same(22 * millisecond)).models[0].outcome == Outcome::Slower);
}

TEST_CASE("a result that is no longer correct is a regression") {
    auto after = repetitionsOf("threads", 1, 9);
    after[3].correct = false;
    const Changes changes = between(repetitionsOf("threads", 1, 9), after);
    CHECK(changes.models[0].outcome == Outcome::Broken);
    CHECK(changes.regressed());
    CHECK(changes.verdict() == "No longer correct: threads.");
    CHECK(between(after, repetitionsOf("threads", 1, 9)).models[0].outcome == Outcome::Mended);
    CHECK(between(after, after).models[0].outcome == Outcome::Unsound);
}

TEST_CASE("models of one side only are shown and are no regression") {
    const Changes changes = between(
        repetitionsOf("serial", 1, 9) + repetitionsOf("threads", 1, 9),
        repetitionsOf("serial", 1, 9) + repetitionsOf("coroutines", 1, 9));
    REQUIRE(changes.models.size() == 3);
    CHECK(changes.models[1].outcome == Outcome::Gone);
    CHECK(changes.models[2].outcome == Outcome::Added);
    CHECK_FALSE(changes.regressed());
}

TEST_CASE("entries of one model are matched by their options") {
    const Changes changes = between(fourEntries(), fourEntries());
    REQUIRE(changes.models.size() == 4);
    for (const ModelChange& change : changes.models) {
        CHECK(change.outcome == Outcome::Same);
        CHECK(change.ratio->value == Approx(1.0).epsilon(0.001));
    }
}

TEST_CASE("recordings that did not do the same work are refused") {
    const auto plans = repetitionsOf("threads", 1, 9);
    Comparison other = someComparison();
    other.preset = "fft";
    CHECK(
        faultBetween(*traceOf(plans), *traceOf(plans, other)) ==
        "a.corelane is of preset stencil and b.corelane of fft; give two recordings of the same preset");
    Comparison longer = someComparison(), shorter = someComparison();
    longer.presetJson = R"({"workload": {"graphs": [{"steps": 50}]}})";
    shorter.presetJson = R"({"workload": {"graphs": [{"steps": 5}]}})";
    CHECK_THAT(
        faultBetween(*traceOf(plans, longer), *traceOf(plans, shorter)),
        Catch::Contains("/workload/graphs/0/steps is not the same"));
    CHECK_THAT(faultBetween(*traceOf(plans), *traceOf({})), Catch::Contains("b.corelane holds no repetition"));
}

TEST_CASE("another machine and an incomplete recording are noted") {
    Comparison other = someComparison();
    other.machine.cpu = "Another CPU";
    const auto a = traceOf(repetitionsOf("threads", 1, 9));
    const auto b = traceOf(repetitionsOf("threads", 1, 9), other);
    const auto changes = changesBetween({"a", *a}, {"b", *b}, 0.05);
    REQUIRE(changes);
    REQUIRE(changes->notes.size() == 1);
    CHECK_THAT(changes->notes[0], Catch::Contains("Another CPU"));
}

TEST_CASE("nothing is called slower when other programs held the cores") {
    auto after = repetitionsOf("threads", 1.3, 9);
    for (RunPlan& plan : after) plan.held = plan.wall / 3;
    const Changes changes = between(repetitionsOf("threads", 1, 9), after);
    CHECK(changes.disturbed);
    CHECK(changes.models[0].outcome == Outcome::Noise);
    CHECK_FALSE(changes.regressed());
    CHECK(changes.verdict() == "Nothing can be told of times: other programs held the cores.");
    REQUIRE(changes.notes.size() == 1);
    CHECK_THAT(changes.notes[0], Catch::Contains("– % of the workers' time before and 16."));
    // Wrong results are no matter of time.
    after[0].correct = false;
    CHECK(between(repetitionsOf("threads", 1, 9), after).regressed());
}

TEST_CASE("every format says what became slower, whatever the names") {
    const std::string name = "<script>|`a`&\"x\"\n";
    const Changes changes = between(repetitionsOf(name, 1, 9), repetitionsOf(name, 1.2, 9));
    const std::string text = changesText(changes), markdown = changesMarkdown(changes);
    CHECK_THAT(text, Catch::Contains("slower"));
    CHECK_THAT(text, Catch::Contains("1.200 ×"));
    CHECK_THAT(markdown, Catch::Contains("| &lt;script&gt;\\|\\`a\\`&amp;\"x\"  | "));
    CHECK_THAT(markdown, Catch::Contains("**slower**"));
    CHECK(markdown.find("<script") == std::string::npos);

    const auto json = nlohmann::json::parse(changesJson(changes));
    CHECK(json["regressed"] == true);
    CHECK(json["tolerance"] == 0.05);
    CHECK(json["models"][0]["result"] == "slower");
    CHECK(json["models"][0]["ratio"].get<double>() == Approx(1.2).epsilon(0.001));
    CHECK(json["models"][0]["before_ns"].is_number_integer());

    const std::string junit = changesJunit(changes);
    CHECK_THAT(junit, Catch::Contains("tests=\"1\" failures=\"1\""));
    CHECK_THAT(junit, Catch::Contains("<failure type=\"slower\""));
    checkXml(junit);
}
