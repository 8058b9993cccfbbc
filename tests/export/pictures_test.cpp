// The exporters whose outputs are pictures: read by programs that draw them.
#include "engine/export/exporter.h"
#include "tests/export/outside_check.h"
#include "tests/export/sample_comparison.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

Comparison hostile() {
    Comparison comparison = fourEntriesComparison();
    comparison.title = "<script>alert(1)</script> \"quoted\" \\ back\nslash 并发模型";
    comparison.question = "a & b ]]> \x01 \xff?";
    return comparison;
}

void checkDrawn(const std::string& svg) {
    checkXml(svg);
    checkByProgram(CORELANE_RSVG, "librsvg2-bin", "FILE > /dev/null", svg, ".svg");
}

void checkLaidOut(const std::string& dot) {
    checkByProgram(CORELANE_DOT, "graphviz", "-Tsvg -o /dev/null FILE", dot, ".dot");
}

}  // namespace

TEST_CASE("the svg is a picture of its own, with text, and without a variable or a script") {
    const std::string svg = exported("svg", *traceOf(fourEntries(), fourEntriesComparison()));
    CHECK(svg.find("<text class=\"title\"") != svg.npos);
    CHECK(svg.find("process_pool (transport=ring)") != svg.npos);
    CHECK(svg.find("var(") == svg.npos);
    for (const State state : allStates) CHECK(svg.find(">" + std::string(stateName(state)) + "<") != svg.npos);
    checkDrawn(svg);
    const std::string strange = exported("svg", *traceOf(fourEntries(), hostile()));
    CHECK(strange.find("<script") == strange.npos);
    CHECK(strange.find("并发模型") != strange.npos);
    checkDrawn(strange);
    checkDrawn(exported("svg", *traceOf({})));
}

TEST_CASE("the dot of a task graph has its tasks and inputs, the critical path bold") {
    StagedRun run(2);
    run.span(0, 0, 100, State::Useful, "task", 1);
    run.span(1, 0, 60, State::Useful, "task", 2);
    run.span(1, 110, 200, State::Useful, "task", 3);
    run.input(1, 3);
    run.input(2, 3);
    const std::string dot = exported("dot", *run.trace(200, 3));
    INFO(dot);
    CHECK(dot.find("  1 -> 3 [penwidth=3]\n") != dot.npos);
    CHECK(dot.find("  2 -> 3\n") != dot.npos);
    CHECK(dot.find("  2 [label=\"0.1\\nw1\\n60.0 µs\"]") != dot.npos);
    checkLaidOut(dot);
}

TEST_CASE("the dot of a script has its actors and how often each handed over") {
    StagedRun run(2, R"({"workload": {"kind": "script"}})");
    run.useful(0, 0, 50);
    run.wait(1, 10, 50, State::Lock, "L", 0, 50);
    run.useful(1, 50, 90);
    run.wait(0, 60, 90, State::Lock, "L", 1, 40);
    const std::string dot = exported("dot", *run.trace(100));
    INFO(dot);
    CHECK(dot.find("l0 -> l1 [label=\"1 ×\"]") != dot.npos);
    CHECK(dot.find("l1 -> l0 [label=\"1 ×\"]") != dot.npos);
    checkLaidOut(dot);
    checkLaidOut(exported("dot", *traceOf(fourEntries(), hostile())));
    checkLaidOut(exported("dot", *traceOf({})));
}
