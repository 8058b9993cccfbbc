#include "engine/export/exporter.h"
#include "engine/export/summary.h"
#include "tests/export/outside_check.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++found;
    return found;
}

}  // namespace

TEST_CASE("the markdown has a row a model, the verdict and what was expected") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    const std::string text = exported("markdown", *trace);
    INFO(text);
    CHECK(count(text, "\n| ") == 1 + 1 + 4);  // head, alignment, models
    CHECK(text.find("20.40") != text.npos);
    CHECK(text.find("Expected:") != text.npos);
    CHECK(count(text, "- ✓") == 2);
    CHECK(text.ends_with(".\n"));
}

TEST_CASE("in the markdown nothing that came from a file is more than text") {
    Comparison comparison = fourEntriesComparison();
    comparison.title = "<script>alert(1)</script>\n# no\n";
    comparison.question = "a|b *c* [d](http://e) @f";
    const std::string text = exported("markdown", *traceOf(fourEntries(), comparison));
    INFO(text);
    CHECK(text.find("<script") == text.npos);
    CHECK(text.find("\n# no") == text.npos);
    CHECK(text.find("](http") == text.npos);
    CHECK(text.find("*c*") == text.npos);
    CHECK(text.find("a|b") == text.npos);
}

TEST_CASE("the markdown of nothing says so") {
    CHECK(exported("markdown", *traceOf({})).find("No run is in this recording.") != std::string::npos);
}

TEST_CASE("the JSON export is what run --json prints") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    std::string printed = summaryJson(*trace, summarize(*trace));
    if (!printed.ends_with('\n')) printed += '\n';
    CHECK(exported("json", *trace) == printed);
}
