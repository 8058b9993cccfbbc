#include "app/drawn_runs.h"

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

std::string textOf(const OptionValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
    return std::get<std::string>(value);
}

// A run that counts beats warm-up; of equals the later one is shown.
bool worthier(const Run& candidate, const Run& current) {
    return !candidate.info.warmup || current.info.warmup;
}

}  // namespace

Time OnAxis::of(Time absolute) const {
    const Duration since = absolute - zero;
    return stretch == 1 ? since : static_cast<Time>(std::llround(double(since) * stretch));
}

Time OnAxis::absolute(Time onAxis) const {
    return zero + (stretch == 1 ? onAxis : static_cast<Time>(std::llround(double(onAxis) / stretch)));
}

Duration DrawnRun::wall() const {
    const Extent e = extent(*run);
    return std::max<Duration>(e.end - e.begin, 0);
}

std::string runKey(const RunInfo& info) {
    std::string key = info.model;
    for (const auto& [name, value] : info.options.values()) key += '|' + name + '=' + textOf(value);
    return key + '|' + std::to_string(info.workers);
}

std::vector<DrawnRun> chooseRuns(
    const Trace& trace, const Summary* summary, bool recording, const std::vector<std::string>& order) {
    std::vector<DrawnRun> drawn;
    for (const auto& run : trace.runs) {
        if (!run->info.recorded) continue;
        const std::string key = runKey(run->info);
        const auto known = std::ranges::find(drawn, key, &DrawnRun::key);
        if (known == drawn.end())
            drawn.push_back({key, run, std::nullopt, run->info.title, {}});
        else if (worthier(*run, *known->run))
            known->run = run;
    }
    if (summary) {
        for (const ModelSummary& model : summary->models) {
            const auto same = [&](const DrawnRun& d) {
                if (model.medianRun) return d.key == runKey(model.medianRun->info);
                return !d.summary && d.run->info.model == model.model;
            };
            const auto found = std::ranges::find_if(drawn, same);
            if (found == drawn.end()) continue;
            found->summary = model;
            if (model.medianRun && !recording) found->run = model.medianRun;
            if (!model.title.empty()) found->title = model.title;
            if (!model.variant.empty()) found->title += ", " + model.variant;
        }
    }
    for (DrawnRun& run : drawn) run.axis.zero = run.begin();
    const auto rank = [&](const DrawnRun& d) { return std::ranges::find(order, d.key) - order.begin(); };
    std::ranges::stable_sort(drawn, {}, rank);
    return drawn;
}

}  // namespace corelane
