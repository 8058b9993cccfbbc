#include "engine/export/summary_rows.h"

#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

int wallDecimals(const Summary& summary) {
    double longest = 0;
    for (const ModelSummary& model : summary.models) longest = std::max(longest, model.medianNs);
    return longest > 0 && longest < 10e6 ? 3 : 2;
}

SummaryRow rowOf(const Summary& summary, const ModelSummary& model, int decimals) {
    SummaryRow row(summaryAligned.size(), "–");
    row[0] = oneLine(label(model));
    row[7] = resultWord(model);
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

}  // namespace

SummaryRow summaryHead() {
    return {"model", "wall ms", "±", "speed-up", "efficiency", "useful", "most lost to", "result"};
}

std::vector<SummaryRow> summaryRows(const Summary& summary) {
    const int decimals = wallDecimals(summary);
    std::vector<SummaryRow> rows;
    for (const ModelSummary& model : summary.models) rows.push_back(rowOf(summary, model, decimals));
    return rows;
}

}  // namespace corelane
