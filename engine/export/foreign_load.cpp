#include "engine/export/foreign_load.h"

#include <algorithm>

namespace corelane {

std::optional<double> foreignLoad(const Summary& summary) {
    std::vector<double> shares;
    for (const RunSummary& entry : summary.runs) {
        const Run& run = *entry.run;
        const std::size_t workers = run.workers.size();
        if (!run.info.recorded || run.info.warmup || !run.finished || !run.result.correct || run.result.wall <= 0)
            continue;
        if (workers == 0 || workers > run.info.cores.size()) continue;
        shares.push_back(
            static_cast<double>(entry.balance.of(State::Runnable)) /
            (static_cast<double>(run.result.wall) * static_cast<double>(workers)));
    }
    if (shares.empty()) return std::nullopt;
    return std::min(1.0, median(shares));
}

}  // namespace corelane
