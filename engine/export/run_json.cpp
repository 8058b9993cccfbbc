#include "engine/export/run_json.h"

#include "engine/export/wording.h"

#include <algorithm>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;

Json optionsJson(const Options& options) {
    Json object = Json::object();
    for (const auto& [name, value] : options.values())
        std::visit([&, &key = name](const auto& v) { object[cleanUtf8(key)] = v; }, value);
    return object;
}

Json balanceJson(const Balance& balance) {
    Json object = Json::object();
    for (State state : allStates) object[std::string(stateName(state))] = balance.of(state);
    object["residual"] = balance.residual;
    return object;
}

template <class T>
Json known(bool isKnown, const T& value) {
    return isKnown ? Json(value) : Json(nullptr);
}

}  // namespace

namespace {

// Null: none was asked for, or the run has not ended.
Json injectedJson(const std::optional<InjectedFault>& fault) {
    if (!fault) return nullptr;
    return {
        {"kind", fault->kind},
        {"worker", known(fault->worker >= 0, fault->worker)},
        {"promise", fault->promise},
        {"at_ns", known(fault->at.has_value(), fault->at.value_or(0))},
        {"detected_ns", known(fault->detected.has_value(), fault->detected.value_or(0))},
        {"tasks_lost", fault->tasksLost},
        {"tasks_run_twice", known(fault->ranTwice.has_value(), fault->ranTwice.value_or(0))},
        {"kept", fault->kept}};
}

}  // namespace

Json runJson(const RunSummary& entry, const std::string& variant) {
    const Run& run = *entry.run;
    const RunInfo& info = run.info;
    const RunResult& result = run.result;
    const bool seen = info.recorded && run.finished;
    const Extent whole = extent(run);
    // Without the kernel's switches none are known, which is not the same as none.
    const bool switchesKnown = seen && (info.level > 0 || result.switches > 0);
    Json object;
    object["run"] = info.number;
    object["model"] = info.model;
    object["title"] = info.title;
    object["variant"] = variant;
    object["options"] = optionsJson(info.options);
    object["workers"] = info.workers;
    object["repetition"] = info.repetition;
    object["warmup"] = info.warmup;
    object["recorded"] = info.recorded;
    object["finished"] = run.finished;
    object["interrupted"] = result.interrupted;
    object["level"] = info.level;
    object["pinned"] = info.pinned;
    object["cores"] = info.cores.size();
    object["core_set"] = info.cores;
    object["begin_ns"] = whole.begin;
    object["wall_ns"] = whole.end - whole.begin;
    object["tasks"] = known(run.finished, result.tasks);
    object["correct"] = known(run.finished, result.correct);
    object["digest"] = known(run.finished && !result.digest.empty(), result.digest);
    object["spans"] = known(seen, result.spans);
    object["switches"] = known(switchesKnown, result.switches);
    object["edges"] = known(seen, result.edges);
    object["lost_events"] = known(seen, result.lostEvents);
    object["bytes_moved"] = known(result.bytesMoved.has_value(), result.bytesMoved.value_or(0));
    object["balance_ns"] = known(info.recorded, balanceJson(entry.balance));
    object["fault"] = injectedJson(result.injected);
    object["error"] = known(result.error.has_value(), result.error.value_or(""));
    return object;
}

std::string variantOf(const Summary& summary, const Run& run) {
    const auto found = std::find_if(summary.models.begin(), summary.models.end(), [&](const ModelSummary& model) {
        return model.model == run.info.model && model.workers == run.info.workers &&
               model.options == run.info.options;
    });
    return found == summary.models.end() ? std::string() : found->variant;
}

}  // namespace corelane
