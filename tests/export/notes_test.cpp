// Notes in reports: whatever was typed is text in every format, and without notes nothing changes.
#include "engine/export/exporter.h"
#include "engine/export/notes.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace corelane;
using namespace corelane::test;

namespace {

std::string withNotes(std::string_view format, const Trace& trace, std::span<const ReportNote> notes) {
    std::ostringstream out;
    REQUIRE(findExporter(format)->writeWithNotes(trace, notes, out));
    return std::move(out).str();
}

}  // namespace

TEST_CASE("notes are read by time, and a place that the trace does not have is left out") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    const std::string uuid = trace->comparison.uuid;
    const auto notes = readReportNotes(
        R"({"corelane_notes": 1, "comparison": ")" + uuid + R"(", "notes": [
            {"from_ns": 9000000, "to_ns": 12000000, "text": "late"},
            {"from_ns": 2, "to_ns": 1, "text": "", "span": {"run": 12345, "kind": "worker", "lane": 0, "span": 0}},
            7, {}]})",
        *trace, "a.notes.json");
    REQUIRE(notes);
    REQUIRE(notes->size() == 4);
    CHECK((*notes)[2].text.empty());
    CHECK((*notes)[2].run == -1);
    CHECK((*notes)[2].to == 2);
    CHECK(noteText((*notes)[2]) == "bookmark");
    CHECK(noteTime((*notes)[3]) == "9.00 to 12.00 ms");
}

TEST_CASE("what holds no notes on this comparison is refused with the reason") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    for (const auto& [text, says] : std::vector<std::pair<std::string, std::string>>{
             {"", "is no JSON"},
             {"[]", "does not hold notes"},
             {R"({"corelane_notes": 2})", "later version"},
             {R"({"corelane_notes": 1, "comparison": "other"})", "another comparison"}}) {
        const auto notes = readReportNotes(text, *trace, "n.json");
        REQUIRE(!notes);
        CHECK_THAT(notes.error().message, Catch::StartsWith("n.json ") && Catch::Contains(says));
    }
}

TEST_CASE("notes are in html, markdown and json, and are nothing but text there") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    ReportNote note;
    note.from = 1'500'000;
    note.to = 1'500'000;
    note.text = "<b>a|b</b> \"q\" [x](http://y)\n# head\x01 \xff";
    note.place = "threads, <w0>";
    const std::string html = withNotes("html", *trace, std::span(&note, 1));
    CHECK_THAT(
        html, Catch::Contains("What was noted") && Catch::Contains("1.50 ms") && Catch::Contains("&lt;b&gt;a|b"));
    CHECK_THAT(html, !Catch::Contains("<b>a") && !Catch::Contains("<w0>"));
    const std::string markdown = withNotes("markdown", *trace, std::span(&note, 1));
    CHECK_THAT(markdown, Catch::Contains("- 1.50 ms (threads, "));
    CHECK_THAT(markdown, !Catch::Contains("<b>") && !Catch::Contains("](http") && !Catch::Contains("\n# head"));
    const auto json = nlohmann::json::parse(withNotes("json", *trace, std::span(&note, 1)));
    REQUIRE(json["notes"].size() == 1);
    CHECK(json["notes"][0]["from_ns"] == 1'500'000);
    CHECK(json["notes"][0]["run"].is_null());
    for (const Exporter* exporter : exporters()) {
        if (!exporter->writeWithNotes) continue;
        std::ostringstream plain;
        REQUIRE(exporter->write(*trace, plain));
        CHECK(withNotes(exporter->name, *trace, {}) == plain.str());
    }
}
