#include "engine/run/json_checks.h"
#include "engine/run/preset_keys.h"
#include "engine/run/preset_models.h"
#include "engine/trace/state.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {}  // namespace

// The words of engine/export/expectations.h, which measures them.
std::vector<std::string> measureNames() {
    std::vector<std::string> names = {
        "speedup",
        "efficiency",
        "wall_ns",
        "ratio",
        "switches",
        "bytes_moved",
        "lost_events",
        "imbalance",
        "most_useful_at_once",
        "most_waiting_at_once",
        "counter_max",
        "tasks_lost",
        "tasks_run_twice",
        "detected_ns"};
    for (const State state : allStates) names.push_back(fmt::format("{}_share", stateName(state)));
    return names;
}

namespace {

// "threads", or "process_pool:pipe": a model of the preset, and a piece of what tells its entries apart.
Result<> checkModel(const JsonPlace& line, std::string_view key, const std::vector<PresetModel>& models) {
    const std::string text = TRY(textOf(line, key, ""));
    const std::string_view name = std::string_view(text).substr(0, text.find(':'));
    const std::string_view variant = name.size() == text.size() ? "" : std::string_view(text).substr(name.size() + 1);
    std::vector<std::string_view> known;
    bool named = false;
    for (const PresetModel& entry : models) {
        if (entry.model->name == name && entry.variant.find(variant) != std::string::npos) return {};
        named = named || entry.model->name == name;
        known.push_back(entry.model->name);
    }
    if (named)
        return line.key(key).fault(fmt::format(
            "none of the preset's {} entries is told apart by \"{}\"; their variants "
            "are shown by `run` beside the model's name",
            name, variant));
    return line.key(key).fault(unknownWord("model of this preset", name, known));
}

Result<> checkLine(const JsonPlace& line, const std::vector<PresetModel>& models) {
    TRY(checkObject(line, "an expectation with \"expect\", \"measure\" and a bound"));
    TRY(checkKeys(line, presetKeys::expectation));
    for (const std::string_view key : {"expect", "measure"})
        if (!line.value.contains(key))
            return line.fault(fmt::format("has no \"{}\"; every expectation needs one", key));
    TRY(textOf(line, "expect", ""));
    const std::string measure = TRY(textOf(line, "measure", ""));
    const std::vector<std::string> names = measureNames();
    const std::vector<std::string_view> known(names.begin(), names.end());
    if (std::ranges::find(known, measure) == known.end())
        return line.key("measure").fault(unknownWord("measure", measure, known));
    if (line.value.contains("model"))
        TRY(checkModel(line, "model", models));
    else if (measure != "lost_events")
        return line.fault("has no \"model\"; say whose " + measure + " it is about");
    if (line.value.contains("baseline"))
        TRY(checkModel(line, "baseline", models));
    else if (measure == "ratio")
        return line.fault("has no \"baseline\"; say what the ratio is taken to");
    const auto atLeast = TRY(numberOf(line, "at_least")), atMost = TRY(numberOf(line, "at_most"));
    if (!atLeast && !atMost) return line.fault("has no bound; give \"at_least\", \"at_most\" or both");
    if (atLeast && atMost && *atLeast > *atMost)
        return line.key("at_least").fault(fmt::format("must not be above at_most, {}, got {}", *atMost, *atLeast));
    return {};
}

}  // namespace

Result<Json> parseExpectations(const JsonPlace& list, const std::vector<PresetModel>& models) {
    if (!list.value.is_array()) return list.fault("must be a list of expectations, got " + describe(list.value));
    for (std::size_t i = 0; i < list.value.size(); ++i) TRY(checkLine(list.item(i), models));
    return list.value;
}

}  // namespace corelane
