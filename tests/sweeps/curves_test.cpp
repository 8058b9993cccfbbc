// METG, cross-overs, and what is said of a sweep's curves.
#include "engine/sweeps/curve_points.h"
#include "engine/sweeps/sweep.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

using namespace corelane;
using Json = nlohmann::json;

namespace {

SweepSample sample(const std::string& model, std::vector<double> walls, int cores = 4) {
    SweepSample one;
    one.label = one.model = model;
    one.cores = cores;
    one.workers = cores;
    one.tasks = 100;
    one.wallsNs = std::move(walls);
    one.medianNs = one.wallsNs.empty() ? 0 : median(one.wallsNs);
    return one;
}

Sweep sweepOver(const AxisFacts& axis) {
    Sweep sweep;
    sweep.preset = "tiny";
    sweep.title = "Tiny";
    sweep.axis = axis;
    return sweep;
}

const AxisFacts grain{
    "grain", "task length", AxisUnit::Nanoseconds, Spacing::Logarithmic, AxisFacts::Meaning::TaskLength};
const AxisFacts workers{"workers", "number of workers", AxisUnit::Count, Spacing::Even, AxisFacts::Meaning::Scale};

std::string outputOf(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char piece[4096];
    while (const std::size_t n = fread(piece, 1, sizeof piece, pipe)) out.append(piece, n);
    CHECK(pclose(pipe) == 0);
    return out;
}

bool says(const std::vector<std::string>& sentences, const std::string& part) {
    return std::ranges::any_of(sentences, [&](const auto& s) { return s.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("METG is interpolated between the last good point and the next") {
    // efficiency 0.8 at 10 us, 0.4 at 6 us: half lies a quarter of the way from 6 to 10
    const std::vector<MetgPoint> points = {{40'000, 1}, {10'000, 0.8}, {6'000, 0.4}, {5'000, 0.1}};
    REQUIRE(metg(points).ns);
    CHECK(*metg(points).ns == Approx(7'000));
    CHECK(*metg(points, 0.8).ns == Approx(10'000));
    CHECK(*metg(points, 0.95).ns == Approx(32'500));
    // the next point's tasks took longer, though there was less in them: nothing to interpolate
    CHECK(*metg(std::vector<MetgPoint>{{10'000, 0.9}, {11'000, 0.3}}).ns == Approx(10'000));
    // a dip in between does not end it: the smallest granularity that is good counts
    CHECK(*metg(std::vector<MetgPoint>{{20'000, 1}, {10'000, 0.4}, {8'000, 0.5}, {4'000, 0.2}}).ns == Approx(8'000));
}

TEST_CASE("METG is refused, with the reason, when the curve does not cross the line") {
    CHECK_THAT(metg(std::vector<MetgPoint>{{9, 1}, {5, 0.6}}).reason, Catch::Contains("try smaller tasks"));
    CHECK_THAT(metg(std::vector<MetgPoint>{{9, 0.4}, {5, 0.1}}).reason, Catch::Contains("try larger tasks"));
    CHECK_THAT(metg(std::vector<MetgPoint>{{9, 1.5}, {5, 0.1}}).reason, Catch::Contains("counted wrongly"));
    CHECK_FALSE(metg({}).ns);
    CHECK_FALSE(metg({}).reason.empty());
}

TEST_CASE("a cross-over lies between the points that differ, at the place where the medians are equal") {
    const std::vector<double> one = {100, 101, 102, 103, 104}, two = {200, 201, 202, 203, 204};
    const std::vector<PairedTimes> points = {{1, one, two}, {2, one, two}, {8, two, one}, {16, two, one}};
    const auto found = crossOvers(points, Spacing::Logarithmic);
    REQUIRE(found.size() == 1);
    CHECK(found[0].low == 2);
    CHECK(found[0].high == 8);
    CHECK(found[0].at == Approx(4));  // the middle of 2 and 8 on a logarithmic axis
    CHECK(crossOvers(points, Spacing::Even)[0].at == Approx(5));
    CHECK(found[0].aFasterBelow);
    CHECK(found[0].sure);
}

TEST_CASE("points that do not differ decide nothing, and too few repetitions are never sure") {
    const std::vector<double> one = {100, 101, 102, 103, 104}, two = {200, 201, 202, 203, 204},
                              same = {99, 101.5, 102.5, 105, 98};
    const auto wide = crossOvers(
        std::vector<PairedTimes>{{1, one, two}, {2, one, same}, {3, same, one}, {4, two, one}}, Spacing::Even);
    REQUIRE(wide.size() == 1);
    CHECK(wide[0].low == 1);
    CHECK(wide[0].high == 4);
    CHECK(wide[0].at > 1);
    CHECK(wide[0].at < 4);
    CHECK(crossOvers(std::vector<PairedTimes>{{1, one, two}, {2, same, one}}, Spacing::Even).empty());
    const auto few = crossOvers(std::vector<PairedTimes>{{1, {1, 2}, {3, 4}}, {2, {3, 4}, {1, 2}}}, Spacing::Even);
    REQUIRE(few.size() == 1);
    CHECK_FALSE(few[0].sure);
    // zero variance: equal times never cross
    CHECK(crossOvers(std::vector<PairedTimes>{{1, {5, 5}, {5, 5}}, {2, {5, 5}, {5, 5}}}, Spacing::Even).empty());
    CHECK(crossOvers({}, Spacing::Even).empty());
}

TEST_CASE("the curves over a task's length name METG of every model but serial, and what the best is") {
    Sweep sweep = sweepOver(grain);
    sweep.workUnit = "FLOP";
    for (const double value : {1'000.0, 2'000.0, 4'000.0, 8'000.0}) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = value;
        point.work = value * 100;
        const double ideal = value * 100 / 4;
        point.models = {sample("serial", {value * 100}), sample("threads", {ideal + 10'000, ideal + 30'000})};
    }
    const SweepCurves curves = curvesOf(sweep);
    REQUIRE(curves.models.size() == 2);
    CHECK_FALSE(curves.models[0].metg);
    REQUIRE(curves.models[1].metg);
    // best: 800000 in 220 us. Of that, 100000 in 45 us is 0.611; half is below it and no point is
    CHECK(curves.bestRateOf == "threads at 8us");
    CHECK_FALSE(curves.models[1].metg->ns);
    CHECK(says(curves.models[1].said, "try smaller tasks"));

    SweepPoint smaller = sweep.points.front();
    smaller.value = 500;
    smaller.work = 50'000;
    smaller.models = {sample("serial", {50'000}), sample("threads", {32'500})};
    sweep.points.insert(sweep.points.begin(), smaller);
    const double best = 800'000 / 220e3, good = 100'000 / 45e3 / best, bad = 50'000 / 32.5e3 / best;
    const double expected = 1'800 + (good - 0.5) / (good - bad) * (1'300 - 1'800);
    CHECK(*curvesOf(sweep).models[1].metg->ns == Approx(expected));
    CHECK(says(curvesOf(sweep).models[1].said, "METG 50 %"));

    const Json json = Json::parse(sweepJson(sweep, curvesOf(sweep)));
    CHECK(json["points"].size() == 5);
    CHECK(json["points"][1]["text"] == "1us");
    CHECK(json["curves"][1]["metg_ns"].get<double>() == Approx(expected));
    CHECK(json["points"][0]["file"].is_null());
}

TEST_CASE("METG of curves made by a formula is what an independent calculation makes of their CSV") {
    if (std::string(CORELANE_PYTHON).empty()) {
        std::cout << "SKIPPED: python3 is not installed, so that nothing else calculates METG\n";
        return;
    }
    Sweep sweep = sweepOver(grain);
    sweep.workUnit = "FLOP";
    for (double value = 500; value <= 512'000; value *= 2) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = value;
        point.work = value * 100;
        // a task costs so much more than its work: METG is near that
        for (const auto& [model, cost] : {std::pair{"threads", 1'700.0}, {"rpc", 93'000.0}, {"none", 1e9}}) {
            const double wall = (value + cost) * 100 / 4;
            point.models.push_back(sample(model, {wall, wall * 1.01, wall * 0.98}));
        }
    }
    const std::string file = "metg_of_csv.csv";
    std::ofstream(file) << sweepCsv(sweep);
    const Json metg = Json::parse(outputOf(std::string(CORELANE_PYTHON) + " " + CORELANE_METG_OF_CSV + " " + file));
    const SweepCurves curves = curvesOf(sweep);
    for (std::size_t m = 0; m < 2; ++m) {
        REQUIRE(curves.models[m].metg->ns);
        CHECK(*curves.models[m].metg->ns == Approx(metg[curves.models[m].label].get<double>()).epsilon(0.01));
    }
    CHECK(*curves.models[0].metg->ns == Approx(2 * 1'700).epsilon(0.1));
    CHECK(*curves.models[1].metg->ns == Approx(2 * 93'000).epsilon(0.1));
    CHECK_FALSE(curves.models[2].metg->ns);
    CHECK(metg["none"].is_null());
}

TEST_CASE("the curves over workers are fitted against serial, or against one worker, or not at all") {
    Sweep sweep = sweepOver(workers);
    for (const double n : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = n;
        const double wall = 1e6 / speedupBy(ScalingLaw::Universal, n, 0.1, 0.1);
        point.models = {sample("serial", {1e6, 1e6}), sample("threads", {wall, wall})};
    }
    const SweepCurves curves = curvesOf(sweep);
    REQUIRE(curves.models[1].fits.size() == 3);
    CHECK(curves.models[1].fits[2].sigma == Approx(0.1).epsilon(1e-3));
    CHECK(*curves.models[1].fits[2].peak == Approx(3));
    CHECK(says(curves.models[1].said, "beyond 3.0 workers"));
    CHECK(says(curves.models[1].said, "you go backwards"));
    CHECK(curves.models[0].fits.empty());

    Sweep alone = sweep;
    for (SweepPoint& point : alone.points) point.models.erase(point.models.begin());
    CHECK(*curvesOf(alone).models[0].fits[2].peak == Approx(3));
    alone.points.erase(alone.points.begin());
    CHECK(says(curvesOf(alone).models[0].said, "nor one with 1"));

    sweep.points.resize(3);
    CHECK(curvesOf(sweep).models[1].fits.empty());
    CHECK(says(curvesOf(sweep).models[1].said, "no fit through 3 points"));
    sweep.points.resize(1);
    CHECK(says(curvesOf(sweep).notes, "One point is no curve"));
}

TEST_CASE("a point at which a model failed is left out, and the table and JSON say why") {
    Sweep sweep = sweepOver(workers);
    for (const double n : {1.0, 2.0}) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = n;
        point.models = {sample("serial", {4e6}), sample("threads", {2e6})};
    }
    sweep.points[1].models[1].wallsNs.clear();
    sweep.points[1].models[1].problem = "A worker died.";
    sweep.points[1].file = "=evil,\"name\".corelane";
    const SweepCurves curves = curvesOf(sweep);
    const std::string table = sweepTable(sweep, curves);
    CHECK_THAT(table, Catch::Contains("! 2, threads: A worker died."));
    CHECK(Json::parse(sweepJson(sweep, curves))["points"][1]["models"][1]["median_ns"].is_null());
    const std::string csv = sweepCsv(sweep);
    CHECK(std::ranges::count(csv, '\n') == 4);  // the head, and three runs
    CHECK_THAT(csv, Catch::Contains("\"'=evil,\"\"name\"\".corelane\""));
}

TEST_CASE("axis values are written as the command line reads them") {
    CHECK(axisValueText(1'500, AxisUnit::Nanoseconds) == "1.5us");
    CHECK(axisValueText(2e6, AxisUnit::Nanoseconds) == "2ms");
    CHECK(axisValueText(65'536, AxisUnit::Size) == "64KiB");
    CHECK(axisValueText(1'040, AxisUnit::Size) == "1040B");
    CHECK(axisValueText(0.25, AxisUnit::Share) == "0.25");
    CHECK(axisValueText(16, AxisUnit::Count) == "16");
}

TEST_CASE("a sweep that was written is read as it was") {
    Sweep sweep = sweepOver(workers);
    sweep.cores = 4;
    sweep.seed = 0xfedcba9876543210u;
    sweep.interrupted = true;
    for (const double n : {1, 2, 3, 4, 8}) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = n;
        point.file = "workers-" + std::to_string(int(n)) + ".corelane";
        point.models = {
            sample("serial", {900, 910, 905}, 1), sample("threads", {900 / n + 40, 905 / n + 41, 1e3 / n})};
        point.models[1].medianNs = median(point.models[1].wallsNs);
        for (double& wall : point.models[1].wallsNs) wall = std::round(wall);
        point.models[1].medianNs = median(point.models[1].wallsNs);
        point.models[1].ci95Ns = {800 / n, 950 / n};
        for (auto* end : {&point.models[1].ci95Ns->first, &point.models[1].ci95Ns->second}) *end = std::round(*end);
        point.models[1].medianRun = 7;
    }
    sweep.points[2].models[1].problem = "It fell.";
    const std::string written = sweepJson(sweep, curvesOf(sweep));
    const auto read = readSweep(written, "sweep.json");
    REQUIRE(read);
    CHECK(sweepJson(*read, curvesOf(*read)) == written);
    CHECK(sweepCsv(*read) == sweepCsv(sweep));
}

TEST_CASE("what is no sweep is refused with the reason") {
    const std::string whole = sweepJson(sweepOver(grain), {});
    for (const auto& [text, says] : std::vector<std::pair<std::string, std::string>>{
             {"", "no JSON"},
             {whole.substr(0, whole.size() / 2), "no JSON"},
             {"[1, 2]", "lacks \"sweep\""},
             {"{\"sweep\": {}}", "lacks \"preset\""},
             {R"({"sweep": 3, "points": 4})", "lacks"}}) {
        CAPTURE(text);
        const auto read = readSweep(text, "a.json");
        REQUIRE(!read);
        CHECK_THAT(read.error().message, Catch::StartsWith("a.json is no") && Catch::Contains(says));
    }
    Sweep elsewhere = sweepOver(grain);
    elsewhere.points.emplace_back().file = "../../etc/passwd";
    CHECK_THAT(readSweep(sweepJson(elsewhere, {}), "a.json").error().message, Catch::Contains("another folder"));
    Sweep uneven = sweepOver(grain);
    uneven.points.resize(2);
    uneven.points[1].models = {sample("threads", {1})};
    CHECK(!readSweep(sweepJson(uneven, {}), "a.json"));
}

TEST_CASE("curves are drawn of what the fits and METG are made of") {
    Sweep sweep = sweepOver(workers);
    for (const double n : {1, 2, 4}) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = n;
        point.models = {sample("serial", {800}, 1), sample("threads", std::vector<double>(6, 800 / n))};
    }
    const SweepCurves curves = curvesOf(sweep);
    CHECK(quantitiesOf(sweep, curves) == std::vector{CurveQuantity::Speedup, CurveQuantity::WallTime});
    const auto speedups = curvePoints(sweep, curves, 1, CurveQuantity::Speedup);
    REQUIRE(speedups.size() == 3);
    CHECK(speedups[2].x == 4);
    CHECK(speedups[2].y == Approx(4));
    REQUIRE(speedups[2].interval);  // six repetitions are enough for one
    CHECK(!curvePoints(sweep, curves, 0, CurveQuantity::Speedup)[0].interval);
    CHECK(curvePoints(sweep, curves, 1, CurveQuantity::Efficiency).empty());

    Sweep grains = sweepOver(grain);
    for (const double length : {1e3, 1e4, 1e5}) {
        SweepPoint& point = grains.points.emplace_back();
        point.value = length;
        point.work = length;
        point.models = {sample("threads", {length + 2e4}, 2)};
        point.models[0].tasks = 10;
    }
    const SweepCurves byGrain = curvesOf(grains);
    const auto efficiency = curvePoints(grains, byGrain, 0, CurveQuantity::Efficiency);
    REQUIRE(efficiency.size() == 3);
    CHECK(quantitiesOf(grains, byGrain).front() == CurveQuantity::Efficiency);
    CHECK(efficiency[2].y == Approx(1));
    CHECK(efficiency[0].x == Approx(2.1e4 * 2 / 10));
    CHECK(std::ranges::is_sorted(efficiency, {}, &CurvePoint::x));
    CHECK(grains.points[efficiency[0].point].value == 1e3);
}
