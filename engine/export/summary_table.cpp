#include "engine/export/columns.h"
#include "engine/export/report_numbers.h"
#include "engine/export/summary.h"
#include "engine/export/summary_rows.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <utility>

namespace corelane {

namespace {

void writeFindings(std::string& out, const Summary& summary) {
    if (summary.findings.empty()) return;
    out += "\nfound\n";
    for (const ModelFinding* entry : chiefFindings(summary))
        out += fmt::format("  {}\n    {}\n", oneLine(findingHead(summary, *entry)), oneLine(entry->finding.sentence));
}

void writeFaults(std::string& out, const Summary& summary) {
    bool first = true;
    for (const ModelSummary& model : summary.models) {
        if (!model.fault) continue;
        if (std::exchange(first, false)) out += "\nfaults\n";
        out += fmt::format("  {}\n    {}\n", oneLine(label(model)), oneLine(faultText(model)));
    }
}

void writeExpectations(std::string& out, const Summary& summary) {
    if (summary.expectations.empty()) return;
    const std::string notJudged = notJudgedText(summary);
    out += notJudged.empty() ? "\nexpected\n" : fmt::format("\nexpected ({})\n", notJudged);
    for (const Expectation& expectation : summary.expectations) {
        const char* sign = !expectation.holds ? "–" : *expectation.holds ? "✓" : "✗";
        out += fmt::format("  {} {}\n", sign, oneLine(expectation.expect));
        const std::string measured =
            expectation.measured ? bounded(expectation, *expectation.measured) : std::string("not measured");
        const std::string bounds = boundsText(expectation);
        out += fmt::format(
            "    {}: {}{}{}\n", oneLine(expectation.measure), measured, bounds.empty() ? "" : "; ", bounds);
    }
}

}  // namespace

std::string summaryTable(const Trace& trace, const Summary& summary) {
    std::string out;
    const std::string title =
        oneLine(trace.comparison.title.empty() ? trace.comparison.preset : trace.comparison.title);
    if (!title.empty()) out += title + '\n';
    if (!trace.comparison.question.empty()) out += oneLine(trace.comparison.question) + '\n';
    if (!out.empty()) out += '\n';
    if (summary.models.empty()) return out + "No run is in this recording.\n";

    std::vector<SummaryRow> rows = summaryRows(summary);
    rows.insert(rows.begin(), summaryHead());
    out += inColumns(rows, summaryAligned);
    for (const ModelSummary& model : summary.models)
        if (!model.problem.empty()) out += fmt::format("! {}: {}\n", oneLine(label(model)), oneLine(model.problem));
    for (const RunSummary& entry : summary.runs)
        if (!entry.run->finished)
            out += fmt::format(
                "! run {} ({}) did not finish; what was recorded of it is kept.\n", entry.run->info.number,
                oneLine(entry.run->info.model));
    if (!summary.verdict.empty()) out += '\n' + oneLine(summary.verdict) + '\n';
    if (summary.reproduction) out += oneLine(summary.reproduction->sentence) + '\n';
    out += numbersTable(summary);
    writeFaults(out, summary);
    writeFindings(out, summary);
    writeExpectations(out, summary);
    out += fmt::format("\nThe data are {}\n", qualityText(summary.quality));
    out += recordingText(trace, summary) + '\n';
    return out;
}

}  // namespace corelane
