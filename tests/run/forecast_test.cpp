// What a preset would take: counts, chains and memory are exact, times follow from tasks that were computed.
#include "engine/run/forecast.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace corelane;

namespace {

Forecast of(const std::string& graph, const std::string& rest = R"("models": ["serial", "threads"], "workers": 2)") {
    const auto preset =
        parsePreset(fmt::format(R"({{"name": "a", "workload": {{"graphs": [{}]}}, {}}})", graph, rest), "a test");
    INFO((preset ? "" : preset.error().message));
    REQUIRE(preset);
    const auto told = forecast(*preset);
    REQUIRE(told);
    return *told;
}

}  // namespace

TEST_CASE("a forecast counts tasks and dependences") {
    const Forecast told = of(R"({"pattern": "stencil_1d", "steps": 8, "width": 8})");
    CHECK(told.tasks == 64);
    CHECK(told.dependences == 154);
    CHECK(told.memory >= 64 * 16);
}

TEST_CASE("the chain of a pattern without dependences is one task, that of a column is all of it") {
    const std::string busy = R"("kernel": "compute_bound", "iterations": 20000)";
    const Forecast free = of(R"({"pattern": "trivial", "steps": 10, "width": 10, )" + busy + "}");
    CHECK(free.chain * 50 < free.work);
    CHECK(free.chain > 0);
    const Forecast column = of(R"({"pattern": "no_comm", "steps": 10, "width": 1, )" + busy + "}");
    CHECK(column.chain == column.work);
    CHECK(column.models[1].ideal == column.work);
}

TEST_CASE("work grows with iterations") {
    const auto with = [](int iterations) {
        return of(fmt::format(
                      R"({{"pattern": "trivial", "steps": 4, "width": 4, "kernel": "compute_bound", "iterations": {}}})",
                      iterations))
            .work;
    };
    CHECK(with(200'000) > 4 * with(20'000));
}

TEST_CASE("uneven tasks make a barrier's chain longer than even ones") {
    const auto chainShare = [](const char* imbalance) {
        const Forecast told = of(fmt::format(
            R"({{"pattern": "all_to_all", "steps": 20, "width": 16, "kernel": "load_imbalance", "iterations": 5000, "imbalance": {}}})",
            imbalance));
        return double(told.chain) / double(told.work);
    };
    CHECK(chainShare("0") == Approx(1.0 / 16).epsilon(0.01));
    CHECK(chainShare("2") > 1.5 / 16);
}

TEST_CASE("serial has one worker, and no model is faster at best than its workers allow") {
    const Forecast told =
        of(R"({"pattern": "trivial", "steps": 10, "width": 10, "kernel": "compute_bound", "iterations": 5000})");
    REQUIRE(told.models.size() == 2);
    CHECK(told.models[0].workers == 1);
    CHECK(told.models[0].ideal == told.work);
    CHECK(told.models[1].ideal >= told.work / 2);
}

TEST_CASE("memory grows with outputs and with every worker's scratch memory") {
    const Forecast small = of(R"({"pattern": "trivial", "steps": 10, "width": 10})");
    const Forecast large = of(R"({"pattern": "trivial", "steps": 10, "width": 10, "output_bytes": 65536})");
    CHECK(large.memory >= small.memory + 100 * 60'000);
    const std::string scratch =
        R"({"pattern": "trivial", "kernel": "memory_bound", "iterations": 1, "scratch_bytes": 1048576})";
    const Forecast two = of(scratch, R"("models": ["threads"], "workers": 2)");
    const Forecast eight = of(scratch, R"("models": ["threads"], "workers": 8)");
    CHECK(eight.memory - two.memory == 6 * 1048576);
}

TEST_CASE("a graph of nine million tasks is told without following every chain") {
    const Forecast told = of(R"({"pattern": "stencil_1d", "steps": 3000, "width": 3000})");
    CHECK(told.tasks == 9'000'000);
    CHECK(told.memory > told.tasks * 16);
}

TEST_CASE("a script has no forecast") {
    const auto preset = parsePreset(
        R"({"name": "a", "workload": {"kind": "script", "actors": {"a": {"steps": [{"run": 1}]}}}, "models": ["serial"]})",
        "a test");
    REQUIRE(preset);
    CHECK(!forecast(*preset));
}
