// What --over means: the values of a range, and the preset at each of them.
#include "engine/run/preset.h"
#include "engine/run/sweep_axis.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <chrono>

using namespace corelane;
using PlainJson = nlohmann::json;

namespace {

const std::string graph = R"({"name": "g", "models": ["serial", "threads"], "workload": {"graphs": [
    {"steps": 4, "width": 4, "kernel": "compute_bound", "iterations": 100},
    {"steps": 4, "width": 8, "kernel": "compute_bound", "iterations": 200}]}})";
const std::string script = R"({"name": "s", "models": ["threads"], "workload": {"kind": "script",
    "objects": {"Q": "queue", "L": "mutex"}, "actors": {
    "p": {"steps": [{"loop": 3, "steps": [{"run": 40, "label": "make"}, {"put": "Q"}]}, {"close": "Q"}]},
    "c": {"steps": [{"each": "Q", "steps": [{"run": {"uniform": [10, 20]}}]}]}}}})";

std::vector<double> values(const std::string& over, const std::string& preset = graph) {
    const auto plan = planSweep(preset, over);
    if (!plan) FAIL(plan.error().message);
    std::vector<double> all;
    for (const auto& point : plan->points) all.push_back(point.value);
    return all;
}

PlainJson at(const std::string& over, std::size_t point, const std::string& preset = graph) {
    const auto plan = planSweep(preset, over);
    if (!plan) FAIL(plan.error().message);
    return PlainJson::parse(plan->points.at(point).json);
}

std::string fault(const std::string& over, const std::string& preset = graph) {
    const auto plan = planSweep(preset, over);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().kind == Error::Kind::Invalid);
    return plan.error().message;
}

}  // namespace

TEST_CASE("ranges double, count by ones, go in even steps or as told") {
    CHECK(values("width=1..16") == std::vector<double>{1, 2, 4, 8, 16});
    CHECK(values("width=3..20") == std::vector<double>{3, 6, 12, 20});
    CHECK(values("width=1..100:3") == std::vector<double>{1, 10, 100});
    CHECK(values("workers=1..4") == std::vector<double>{1, 2, 3, 4});
    CHECK(values("workers=1..32") == std::vector<double>{1, 2, 4, 8, 16, 32});
    CHECK(values("imbalance=0..1") == std::vector<double>{0, 0.25, 0.5, 0.75, 1});
    CHECK(values("imbalance=50%,0") == std::vector<double>{0, 0.5});
    CHECK(values("workers=4,1,4") == std::vector<double>{1, 4});
    CHECK(values("payload=16B..1KiB:2") == std::vector<double>{16, 1024});
    CHECK(values("grain=5us..5us") == std::vector<double>{5000});
    CHECK(values("/workload/graphs/1/steps=2..8") == std::vector<double>{2, 4, 8});
}

TEST_CASE("an axis changes what it is about, in every graph, and nothing else") {
    const PlainJson before = PlainJson::parse(graph), width = at("width=2,6", 1);
    CHECK(width["workload"]["graphs"][0]["width"] == 6);
    CHECK(width["workload"]["graphs"][1]["width"] == 6);
    CHECK(width["workload"]["graphs"][1]["iterations"] == 200);
    CHECK(width["models"] == before["models"]);
    CHECK(at("payload=48B,64B", 0)["workload"]["graphs"][1]["output_bytes"] == 48);
    CHECK(at("imbalance=0,1", 1)["workload"]["graphs"][0]["kernel"] == "load_imbalance");
    CHECK(at("workers=3", 0)["workers"] == 3);
    CHECK(at("/workload/graphs/1/steps=9", 0)["workload"]["graphs"][1]["steps"] == 9);
    CHECK(at("/workload/graphs/1/steps=9", 0)["workload"]["graphs"][0]["steps"] == 4);
    CHECK(at("capacity=7", 0, script)["workload"]["objects"]["Q"]["capacity"] == 7);
    CHECK(at("capacity=7", 0, script)["workload"]["objects"]["L"] == "mutex");
}

TEST_CASE("grain sets the longest step of a script and keeps the proportions, and I/O takes its share of each") {
    const PlainJson grown = at("grain=80us", 0, script);
    const PlainJson& p = grown["workload"]["actors"]["p"]["steps"][0]["steps"];
    CHECK(p[0]["run"].get<double>() == Approx(80));
    const PlainJson uniform = grown["workload"]["actors"]["c"]["steps"][0]["steps"][0]["run"]["uniform"];
    CHECK(uniform[0].get<double>() == Approx(20));
    CHECK(uniform[1].get<double>() == Approx(40));

    const PlainJson shared = at("io_share=0,0.25,1", 1, script)["workload"]["actors"]["p"]["steps"][0]["steps"];
    REQUIRE(shared.size() == 3);
    CHECK(shared[0]["run"].get<double>() == Approx(30));
    CHECK(shared[0]["label"] == "make");
    CHECK(shared[1]["sleep"].get<double>() == Approx(10));
    CHECK(at("io_share=0,0.25,1", 0, script)["workload"]["actors"]["p"]["steps"][0]["steps"].size() == 2);
    const PlainJson all = at("io_share=0,0.25,1", 2, script)["workload"]["actors"]["p"]["steps"][0]["steps"];
    CHECK_FALSE(all[0].contains("run"));
}

TEST_CASE("grain finds how many iterations take how long here: twice the time, twice as many") {
    const auto iterations = [](std::size_t point) {
        return at("grain=100us,200us", point)["workload"]["graphs"][0]["iterations"].get<double>();
    };
    CHECK(iterations(1) == Approx(2 * iterations(0)).epsilon(0.01));
    const auto preset = parsePreset(planSweep(graph, "grain=2ms")->points[0].json, "grain");
    REQUIRE(preset);
    double least = 1e18;  // of several: other programs only add to it
    for (int i = 0; i < 20; ++i) {
        std::vector<std::byte> output(preset->workload->outputBytes(0));
        const auto start = std::chrono::steady_clock::now();
        preset->workload->run(Task{}, {}, output, {});
        least = std::min(
            least, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
    }
    CHECK(least > 0.6 * 2e6);
    CHECK(least < 1.7 * 2e6);
}

TEST_CASE("what cannot be swept is refused with the axis, the reason and the remedy") {
    CHECK_THAT(fault("graim=1us"), Catch::Contains("unknown axis graim, did you mean grain?"));
    CHECK_THAT(fault("grain"), Catch::Contains("give AXIS=RANGE"));
    CHECK_THAT(fault("=1..2"), Catch::Contains("give AXIS=RANGE"));
    CHECK_THAT(fault("grain="), Catch::Contains("--over grain: the range is empty"));
    CHECK_THAT(fault("grain=5us..2us"), Catch::Contains("it ends before it begins"));
    CHECK_THAT(fault("grain=5"), Catch::Contains("A unit must follow 5"));
    CHECK_THAT(fault("width=1,,2"), Catch::Contains("the range is empty"));
    CHECK_THAT(fault("width=x"), Catch::Contains("\"x\" is no number"));
    CHECK_THAT(fault("width=0"), Catch::Contains("must be 1 or more"));
    CHECK_THAT(fault("width=1..8:0"), Catch::Contains("must be 1 to 64 points"));
    CHECK_THAT(fault("width=1..9:99"), Catch::Contains("must be 1 to 64 points"));
    CHECK_THAT(fault("imbalance=0..3"), Catch::Contains("imbalance"));
    CHECK_THAT(fault("workers=1..1000"), Catch::Contains("/workers: must be 0 to 64"));
    CHECK_THAT(fault("cores=1..4096"), Catch::Contains("this process may use"));
    CHECK_THAT(fault("capacity=1..2"), Catch::Contains("has no queue"));
    CHECK_THAT(fault("io_share=0..1"), Catch::Contains("does no I/O"));
    CHECK_THAT(fault("width=1..2", script), Catch::Contains("a script has no width"));
    CHECK_THAT(fault("/workload/graphs/9/steps=1"), Catch::Contains("there is no item 9"));
    const std::string empty = R"({"name": "e", "models": ["serial"], "workload": {"graphs": [{"kernel": "empty"}]}})";
    CHECK_THAT(fault("grain=1us", empty), Catch::Contains("have no length to choose"));
}
