#include "engine/export/report_numbers.h"

#include "engine/export/columns.h"
#include "engine/export/markup.h"
#include "engine/export/wording.h"
#include "engine/findings/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;

template <class Percentiles>
Json percentilesJson(const Percentiles& p) {
    return {{"count", p.count}, {"p50", p.median}, {"p90", p.p90},
            {"p99", p.p99},     {"p999", p.p999},  {"longest", p.longest}};
}

// Bars as high as the values, the highest as high as the picture, which scales with its cell.
std::string bars(const std::vector<double>& values, double highest, std::string_view title) {
    std::string path;
    for (std::size_t i = 0; i < values.size() && highest > 0; ++i) {
        const double height = std::min(1.0, values[i] / highest) * 30;
        if (height > 0) path += fmt::format("M{} 32v-{:.1f}h2v{:.1f}z", 2 * i, height, height);
    }
    return fmt::format(
        "<svg viewBox=\"0 0 {} 32\" width=\"{}\" height=\"32\" role=\"img\" preserveAspectRatio=\"none\"><title>{}"
        "</title><path class=\"s0\" fill=\"currentColor\" d=\"{}\"/></svg>",
        2 * values.size(), 2 * values.size(), escaped(title), path);
}

std::vector<double> asReal(const std::vector<std::uint64_t>& counts, std::size_t from) {
    std::vector<double> values;
    for (std::size_t i = from; i < counts.size(); ++i) values.push_back(static_cast<double>(counts[i]));
    return values;
}

std::size_t firstUsed(const Latencies& tasks) {
    const auto used = std::ranges::find_if(tasks.buckets, [](std::uint64_t n) { return n > 0; });
    return static_cast<std::size_t>(used - tasks.buckets.begin());
}

// Mean parallelism, fairness; p50, p99, p99.9 and the longest of tasks; p50 and p99 of waking.
std::vector<std::string> cells(const RunNumbers& numbers) {
    const Latencies& tasks = numbers.tasks;
    const auto text = [&](Duration time) { return tasks.count > 0 ? durationText(time) : "–"; };
    return {
        fmt::format("{:.2f}", numbers.parallelism.mean),
        numbers.fairness ? fmt::format("{:.3f}", *numbers.fairness) : "–",
        text(tasks.median),
        text(tasks.p99),
        text(tasks.p999),
        text(tasks.longest),
        numbers.wake ? durationText(numbers.wake->median) : "–",
        numbers.wake ? durationText(numbers.wake->p99) : "–"};
}

}  // namespace

Json numbersJson(const RunNumbers& numbers) {
    const Parallelism& parallelism = numbers.parallelism;
    Json granularity = Json::array();
    for (std::size_t i = 0; i < numbers.tasks.buckets.size(); ++i)
        if (numbers.tasks.buckets[i] > 0)
            granularity.push_back(
                {{"from_ns", std::llround(Latencies::bucketBegin(static_cast<int>(i)))},
                 {"count", numbers.tasks.buckets[i]}});
    return {
        {"parallelism",
         {{"mean", parallelism.mean}, {"over_time", parallelism.overTime}, {"at_level_ns", parallelism.atLevel}}},
        {"task_ns", numbers.tasks.count > 0 ? percentilesJson(numbers.tasks) : Json(nullptr)},
        {"granularity", std::move(granularity)},
        {"fairness", numbers.fairness ? Json(*numbers.fairness) : Json(nullptr)},
        {"wake_ns", numbers.wake ? percentilesJson(*numbers.wake) : Json(nullptr)}};
}

std::string numbersTable(const Summary& summary) {
    std::vector<std::vector<std::string>> rows;
    for (const ModelSummary& model : summary.models) {
        if (!model.numbers) continue;
        auto& row = rows.emplace_back(cells(*model.numbers));
        row.insert(row.begin(), oneLine(label(model)));
    }
    if (rows.empty()) return "";
    rows.insert(
        rows.begin(), {"at once", "computing", "fairness", "task p50", "p99", "p99.9", "longest", "wake p50", "p99"});
    using enum Align;
    constexpr Align aligned[] = {Left, Right, Right, Right, Right, Right, Right, Right, Right};
    return '\n' + inColumns(rows, aligned);
}

std::string numbersSection(const Summary& summary) {
    std::string rows;
    for (const ModelSummary& model : summary.models) {
        if (!model.numbers) continue;
        const RunNumbers& numbers = *model.numbers;
        rows += fmt::format("<tr><td>{}</td>", escaped(label(model)));
        for (const std::string& cell : cells(numbers)) rows += fmt::format("<td>{}</td>", escaped(cell));
        const auto most = static_cast<double>(numbers.parallelism.atLevel.size() - 1);
        const std::size_t first = firstUsed(numbers.tasks);
        const auto lengths = asReal(numbers.tasks.buckets, first);
        const double highest = lengths.empty() ? 0 : std::ranges::max(lengths);
        rows += fmt::format(
            "<td>{}</td><td>{}</td></tr>\n",
            bars(
                numbers.parallelism.overTime, most, fmt::format("0 to {:.0f} workers computing, over the run", most)),
            lengths.empty() ? "–"
                            : bars(
                                  lengths, highest,
                                  fmt::format(
                                      "tasks by their length, from {} on, four bars an octave",
                                      durationText(std::llround(Latencies::bucketBegin(static_cast<int>(first)))))));
    }
    if (rows.empty()) return "";
    return "<h2>How evenly, how long</h2>\n<div class=\"panel\">\n<table "
           "id=\"numbers\">\n<tr><th>model</th><th>workers "
           "computing<small>mean</small></th><th>fairness<small>Jain</small></th><th>task<small>p50</small></th><th>"
           "<small>p99</small></th><th><small>p99.9</small></th><th><small>longest</small></th><th>wake<small>p50"
           "</small></th><th><small>p99</small></th><th>computing, over time</th><th>lengths of tasks</th></tr>\n" +
           rows +
           "</table>\n<p class=\"note\">Of the median run of each model. Fairness is Jain's index of the workers' "
           "useful "
           "times: 1 when all computed alike. Waking: from a hand-over to a waiting actor until it ran again.</p>\n"
           "</div>\n";
}

}  // namespace corelane
