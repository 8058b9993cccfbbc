// A sweep as a table for a terminal, and as CSV.
#include "engine/export/columns.h"
#include "engine/export/wording.h"
#include "engine/sweeps/sweep.h"

#include <fmt/format.h>

namespace corelane {

namespace {

// RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front of it.
std::string csvField(const std::string& raw) {
    const std::string text = cleanUtf8(raw);
    std::string out;
    if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) out += '\'';
    for (const char c : text) {
        if (c == '"') out += c;
        out += c;
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) return out;
    return fmt::format("\"{}\"", out);
}

void addLines(std::string& out, const std::vector<std::string>& sentences) {
    for (const std::string& sentence : sentences) out += "  " + oneLine(sentence) + '\n';
}

}  // namespace

std::string sweepCsv(const Sweep& sweep) {
    std::string out = "axis,value,model,repetition,wall_ns,cores,workers,tasks,work,work_unit,file\r\n";
    for (const SweepPoint& point : sweep.points)
        for (const SweepSample& sample : point.models)
            for (std::size_t i = 0; i < sample.wallsNs.size(); ++i)
                out += fmt::format(
                    "{},{:.15g},{},{},{:.0f},{},{},{},{},{},{}\r\n", csvField(sweep.axis.name), point.value,
                    csvField(sample.label), i + 1, sample.wallsNs[i], sample.cores, sample.workers, sample.tasks,
                    point.work > 0 ? fmt::format("{:.0f}", point.work) : "",
                    point.work > 0 ? sweep.workUnit : std::string(), csvField(point.file));
    return out;
}

std::string sweepTable(const Sweep& sweep, const SweepCurves& curves) {
    std::string out = fmt::format("{}\nover the {}\n\n", oneLine(sweep.title), oneLine(sweep.axis.title));
    std::vector<std::vector<std::string>> rows = {{oneLine(sweep.axis.name)}};
    std::vector<Align> aligned = {Align::Right};
    if (!sweep.points.empty())
        for (const SweepSample& sample : sweep.points.front().models) {
            rows[0].push_back(oneLine(sample.label) + ", ms");
            aligned.push_back(Align::Right);
        }
    std::string problems;
    for (const SweepPoint& point : sweep.points) {
        const std::string value = axisValueText(point.value, sweep.axis.unit);
        auto& row = rows.emplace_back();
        row.push_back(value);
        for (const SweepSample& sample : point.models) {
            row.push_back(sample.wallsNs.empty() ? "–" : milliseconds(sample.medianNs));
            if (!sample.problem.empty())
                problems += fmt::format("! {}, {}: {}\n", value, oneLine(sample.label), oneLine(sample.problem));
        }
        if (!point.problem.empty()) problems += fmt::format("! {}: {}\n", value, oneLine(point.problem));
        row.resize(aligned.size(), "–");
    }
    out += inColumns(rows, aligned) + problems + '\n';
    for (const ModelCurve& curve : curves.models) addLines(out, curve.said);
    std::size_t unsure = 0;
    for (const NamedCrossOver& crossing : curves.crossOvers)
        if (crossing.place.sure)
            addLines(out, {crossing.sentence});
        else
            ++unsure;
    if (unsure > 0)
        addLines(
            out, {fmt::format(
                     "{} cross-over{} by medians alone {} left out here: with four repetitions or more a test can "
                     "tell chance from difference.",
                     unsure, unsure == 1 ? "" : "s", unsure == 1 ? "is" : "are")});
    if (curves.bestRate) addLines(out, {fmt::format("100 % is the best that was measured: {}.", curves.bestRateOf)});
    addLines(out, curves.notes);
    return out;
}

}  // namespace corelane
