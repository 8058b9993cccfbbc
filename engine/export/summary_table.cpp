#include "engine/export/columns.h"
#include "engine/export/summary.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace corelane {

namespace {

using Row = std::vector<std::string>;
const Row head = {"model", "wall ms", "±", "speed-up", "efficiency", "useful", "most lost to", "result"};
constexpr std::array aligned = {Align::Left,  Align::Right, Align::Right, Align::Right,
                                Align::Right, Align::Right, Align::Left,  Align::Left};

int wallDecimals(const Summary& summary) {
    double longest = 0;
    for (const ModelSummary& model : summary.models) longest = std::max(longest, model.medianNs);
    return longest > 0 && longest < 10e6 ? 3 : 2;
}

Row rowOf(const Summary& summary, const ModelSummary& model, int decimals) {
    Row row(aligned.size(), "–");
    row[0] = oneLine(label(model));
    row[7] = !model.correct ? "wrong" : model.repetitions > 0 ? "correct" : "–";
    if (model.repetitions == 0) return row;
    row[1] = milliseconds(model.medianNs, decimals);
    if (model.ci95Ns) row[2] = milliseconds((model.ci95Ns->second - model.ci95Ns->first) / 2, decimals);
    if (model.speedup) row[3] = fmt::format("{:.2f} ×", *model.speedup);
    if (model.efficiency) row[4] = percent(*model.efficiency, 0) + " %";
    const RunSummary* median = find(summary, model.medianRun.get());
    if (!median || median->balance.total == 0) return row;
    const auto share = [&](State state) {
        return static_cast<double>(median->balance.of(state)) / static_cast<double>(median->balance.total);
    };
    row[5] = percent(share(State::Useful)) + " %";
    const State loss = biggestLoss(median->balance);
    if (median->balance.of(loss) > 0) row[6] = fmt::format("{} {} %", stateName(loss), percent(share(loss)));
    return row;
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

    const int decimals = wallDecimals(summary);
    std::vector<Row> rows = {head};
    for (const ModelSummary& model : summary.models) rows.push_back(rowOf(summary, model, decimals));
    out += inColumns(rows, aligned);
    for (const ModelSummary& model : summary.models)
        if (!model.problem.empty()) out += fmt::format("! {}: {}\n", oneLine(label(model)), oneLine(model.problem));
    for (const RunSummary& entry : summary.runs)
        if (!entry.run->finished)
            out += fmt::format(
                "! run {} ({}) did not finish; what was recorded of it is kept.\n", entry.run->info.number,
                oneLine(entry.run->info.model));
    if (!summary.verdict.empty()) out += '\n' + oneLine(summary.verdict) + '\n';
    writeExpectations(out, summary);
    out += '\n' + recordingText(trace, summary) + '\n';
    return out;
}

}  // namespace corelane
