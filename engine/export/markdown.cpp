// A table for a pull request: what was asked, what every model came to, the verdict, what was expected.
#include "engine/export/exporter.h"
#include "engine/export/markdown_text.h"
#include "engine/export/summary_rows.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

namespace corelane {

namespace {

std::string expectationLine(const Expectation& expectation) {
    const char* const sign = !expectation.holds ? "–" : *expectation.holds ? "✓" : "✗";
    const std::string measured =
        expectation.measured ? bounded(expectation, *expectation.measured) : std::string("not measured");
    const std::string bounds = boundsText(expectation);
    return fmt::format(
        "- {} {} {}{}{}\n", sign, markdownText(expectation.expect), markdownText(measured),
        bounds.empty() ? "" : "; ", markdownText(bounds));
}

std::string noteLine(const ReportNote& note) {
    return fmt::format(
        "- {}{}: {}\n", noteTime(note), note.place.empty() ? "" : fmt::format(" ({})", markdownText(note.place)),
        markdownText(noteText(note)));
}

std::string textOf(const Trace& trace, const Summary& summary, std::span<const ReportNote> notes) {
    const std::string& title = trace.comparison.title.empty() ? trace.comparison.preset : trace.comparison.title;
    std::string out;
    if (!title.empty()) out += fmt::format("### {}\n\n", markdownText(title));
    if (!trace.comparison.question.empty()) out += markdownText(trace.comparison.question) + "\n\n";
    if (summary.models.empty()) return out + "No run is in this recording.\n";
    std::vector<SummaryRow> rows = summaryRows(summary);
    for (SummaryRow& row : rows)
        for (std::string& cell : row) cell = markdownText(cell);
    out += markdownTable(summaryHead(), rows, summaryAligned);
    for (const ModelSummary& model : summary.models)
        if (!model.problem.empty())
            out += fmt::format("\n**{}**: {}\n", markdownText(label(model)), markdownText(model.problem));
    for (const ModelSummary& model : summary.models)
        if (model.fault)
            out += fmt::format("\n**{}**: {}\n", markdownText(label(model)), markdownText(faultText(model)));
    if (!summary.verdict.empty()) out += '\n' + markdownText(summary.verdict) + '\n';
    if (summary.reproduction) out += '\n' + markdownText(summary.reproduction->sentence) + '\n';
    if (!summary.findings.empty()) out += "\nFound:\n\n";
    for (const ModelFinding* entry : chiefFindings(summary))
        out += fmt::format(
            "- **{}**. {}\n", markdownText(findingHead(summary, *entry)), markdownText(entry->finding.sentence));
    if (!notes.empty()) out += "\nNoted:\n\n";
    for (const ReportNote& note : notes) out += noteLine(note);
    if (!summary.expectations.empty()) {
        const std::string notJudged = notJudgedText(summary);
        out += notJudged.empty() ? "\nExpected:\n\n" : fmt::format("\nExpected ({}):\n\n", markdownText(notJudged));
        for (const Expectation& expectation : summary.expectations) out += expectationLine(expectation);
    }
    out += fmt::format("\nThe data are {}\n", markdownText(qualityText(summary.quality)));
    return out + '\n' + markdownText(recordingText(trace, summary)) + '\n';
}

Result<> writeWithNotes(const Trace& trace, std::span<const ReportNote> notes, std::ostream& out) {
    out << textOf(trace, summarize(trace), notes);
    return allWritten(out, "The markdown");
}

Result<> write(const Trace& trace, std::ostream& out) {
    return writeWithNotes(trace, {}, out);
}

}  // namespace

namespace exporter {
extern const Exporter markdown;
const Exporter markdown{
    .name = "markdown",
    .suffix = ".md",
    .mimeType = "text/markdown",
    .summary = "A table of the models and the verdict, for a pull request",
    .write = write,
    .writeWithNotes = writeWithNotes};
}  // namespace exporter

}  // namespace corelane
