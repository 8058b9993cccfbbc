// Changes between two recordings, as a table, as markdown, as JSON and for build servers.
#include "engine/export/changes.h"
#include "engine/export/columns.h"
#include "engine/export/markdown_text.h"
#include "engine/export/markup.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

const Row head = {"model", "before, ms", "after, ms", "ratio", "95 % interval", "p", "result"};
constexpr std::array aligned = {Align::Left,  Align::Right, Align::Right, Align::Right,
                                Align::Right, Align::Right, Align::Left};

std::string resultText(const ModelChange& change) {
    switch (change.outcome) {
    case Outcome::Noise:
        return "within noise";
    case Outcome::TooFew:
        return fmt::format("too few repetitions ({} and {})", change.repetitionsBefore, change.repetitionsAfter);
    case Outcome::Broken:
        return "no longer correct";
    case Outcome::Unsound:
        return "not correct in either";
    case Outcome::Gone:
        return "only before";
    case Outcome::Added:
        return "only after";
    case Outcome::Same:
    case Outcome::Slower:
    case Outcome::Faster:
    case Outcome::Mended:
        break;
    }
    return std::string(outcomeName(change.outcome));
}

Row rowOf(const ModelChange& change) {
    Row row(head.size(), "–");
    row[0] = oneLine(label(change));
    if (change.beforeNs) row[1] = milliseconds(*change.beforeNs, 3);
    if (change.afterNs) row[2] = milliseconds(*change.afterNs, 3);
    if (change.ratio) row[3] = fmt::format("{:.3f} ×", change.ratio->value);
    if (change.ratio && change.ratio->interval)
        row[4] = fmt::format("{:.3f} – {:.3f}", change.ratio->interval->low, change.ratio->interval->high);
    if (change.p && change.outcome != Outcome::TooFew)
        row[5] = *change.p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", *change.p);
    row[6] = resultText(change);
    return row;
}

std::string headline(const Changes& changes) {
    return fmt::format(
        "{}: {} → {}, tolerance {:g} %", changes.preset, changes.before, changes.after, changes.tolerance * 100);
}

constexpr std::string_view method =
    "ratio: after / before, the median of all ratios between repetitions, with the interval that inverts the "
    "Mann–Whitney test; p: of that test, adjusted by Holm over the models; a change counts below 0.01";

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json nanoseconds(const std::optional<double>& value) {
    return value ? Json(std::llround(*value)) : Json(nullptr);
}

Json modelJson(const ModelChange& change) {
    const bool interval = change.ratio && change.ratio->interval;
    return {
        {"model", change.model},
        {"variant", change.variant},
        {"before_ns", nanoseconds(change.beforeNs)},
        {"after_ns", nanoseconds(change.afterNs)},
        {"repetitions", {change.repetitionsBefore, change.repetitionsAfter}},
        {"ratio", change.ratio ? Json(change.ratio->value) : Json(nullptr)},
        {"ci95", interval ? Json::array({change.ratio->interval->low, change.ratio->interval->high}) : Json(nullptr)},
        {"p", orNull(change.p)},
        {"cliffs_delta", orNull(change.cliffsDelta)},
        {"result", outcomeName(change.outcome)},
        {"sentence", change.sentence}};
}

bool skipped(const ModelChange& change) {
    return change.outcome == Outcome::TooFew || change.outcome == Outcome::Unsound ||
           change.outcome == Outcome::Gone || change.outcome == Outcome::Added;
}

bool failed(const ModelChange& change) {
    return change.outcome == Outcome::Slower || change.outcome == Outcome::Broken;
}

}  // namespace

std::string changesText(const Changes& changes) {
    std::vector<Row> rows = {head};
    for (const ModelChange& change : changes.models) rows.push_back(rowOf(change));
    std::string out = oneLine(headline(changes)) + "\n\n" + inColumns(rows, aligned);
    out += '\n' + oneLine(changes.verdict()) + '\n';
    for (const ModelChange& change : changes.models)
        if (change.outcome != Outcome::Same)
            out += fmt::format("  {}: {}\n", oneLine(label(change)), oneLine(change.sentence));
    for (const std::string& note : changes.notes) out += "Note: " + oneLine(note) + '\n';
    return out + '\n' + std::string(method) + ".\n";
}

std::string changesMarkdown(const Changes& changes) {
    std::string out = fmt::format(
        "### {} {}\n\n{}\n\n", changes.regressed() ? "❌" : "✅", markdownText(headline(changes)),
        markdownText(changes.verdict()));
    std::vector<Row> rows;
    for (const ModelChange& change : changes.models) {
        rows.push_back(rowOf(change));
        for (std::string& cell : rows.back()) cell = markdownText(cell);
        if (failed(change)) rows.back().back() = "**" + rows.back().back() + "**";
    }
    out += markdownTable(head, rows, aligned);
    for (const std::string& note : changes.notes) out += fmt::format("\n> {}\n", markdownText(note));
    return out + fmt::format("\n<sub>{}.</sub>\n", method);
}

std::string changesJson(const Changes& changes) {
    Json object;
    object["preset"] = changes.preset;
    object["before"] = changes.before;
    object["after"] = changes.after;
    object["tolerance"] = changes.tolerance;
    object["significance"] = Changes::significance;
    object["regressed"] = changes.regressed();
    object["disturbed"] = changes.disturbed;
    object["in_turns"] = changes.inTurns;
    object["verdict"] = changes.verdict();
    object["models"] = Json::array();
    for (const ModelChange& change : changes.models) object["models"].push_back(modelJson(change));
    object["notes"] = changes.notes;
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string changesJunit(const Changes& changes) {
    const auto count = [&](auto&& is) { return std::ranges::count_if(changes.models, is); };
    std::string out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"corelane compare {}\" "
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n",
        escaped(changes.preset), changes.models.size(), count(failed), count(skipped));
    for (const ModelChange& change : changes.models) {
        const double seconds = change.afterNs.value_or(0) / 1e9;
        out += fmt::format(
            "<testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\">", escaped(changes.preset),
            escaped(label(change)), seconds);
        if (failed(change))
            out += fmt::format(
                "<failure type=\"{}\" message=\"{}\"/>", outcomeName(change.outcome), escaped(change.sentence));
        else if (skipped(change))
            out += fmt::format("<skipped message=\"{}\"/>", escaped(change.sentence));
        out += "</testcase>\n";
    }
    out += fmt::format("<system-out>{}</system-out>\n</testsuite>\n</testsuites>\n", escaped(changes.verdict()));
    return out;
}

}  // namespace corelane
