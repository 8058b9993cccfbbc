#include "engine/run/preset_models.h"

#include "engine/run/json_checks.h"
#include "engine/run/preset_keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr std::size_t maximumModels = 32;

struct Entry {
    PresetModel model;
    Json resolved;
};

Result<Entry> parseModel(const JsonPlace& place, int cores, int workers) {
    Entry entry;
    const bool word = place.value.is_string();
    if (!word) {
        if (!place.value.is_object())
            return place.fault("must be a model's name, or an object with \"model\", got " + describe(place.value));
        TRY(checkKeys(place, presetKeys::model));
        if (!place.value.contains("model")) return place.fault("has no \"model\"; give the model's name");
    }
    const std::string name = word ? place.value.get<std::string>() : TRY(textOf(place, "model", ""));
    entry.model.model = findModel(name);
    if (!entry.model.model)
        return (word ? place : place.key("model")).fault(unknownWord("model", name, modelNames()));

    const auto declared = entry.model.model->options;
    static const Json none = Json::object();
    const bool hasOptions = !word && place.value.contains("options");
    entry.model.options =
        TRY(optionsOf(hasOptions ? place.key("options") : JsonPlace{none, place.source, ""}, declared));
    entry.resolved = Json{{"model", name}, {"options", jsonOf(entry.model.options, declared)}};

    std::int64_t asked = 0, perCore = 0;
    if (!word) {
        asked = TRY(integerOf(place, "workers", 0, 0, maximumWorkers));
        perCore = TRY(integerOf(place, "workers_per_core", 0, 0, maximumWorkers));
        if (asked != 0 && perCore != 0)
            return place.key("workers_per_core").fault("stands beside \"workers\"; give one of the two");
    }
    entry.model.workers = workers;
    if (asked != 0) entry.model.workers = static_cast<int>(asked);
    if (perCore != 0) entry.model.workers = static_cast<int>(std::min<std::int64_t>(perCore * cores, maximumWorkers));
    if (entry.model.model->oneWorker) entry.model.workers = 1;
    if (const auto refuses = entry.model.model->refuses)
        if (const std::string reason = refuses(entry.model.options, entry.model.workers); !reason.empty())
            return place.fault("cannot be run like this: " + reason);
    entry.resolved["workers"] = asked;
    if (perCore != 0) entry.resolved["workers_per_core"] = perCore;
    return entry;
}

// What tells an entry from the others of its model: the options that differ, and the workers.
std::string variantOf(const PresetModel& one, const std::vector<PresetModel>& all) {
    std::vector<std::string> parts;
    const auto differs = [&](auto equal) {
        return std::ranges::any_of(all, [&](const PresetModel& m) { return m.model == one.model && !equal(m); });
    };
    for (const Option& option : one.model->options) {
        const OptionValue& mine = one.options.values().find(option.name)->second;
        if (differs([&](const PresetModel& m) { return m.options.values().find(option.name)->second == mine; }))
            parts.push_back(fmt::format(
                "{}={}", option.name,
                std::holds_alternative<std::string>(mine) ? std::get<std::string>(mine) : jsonOf(mine).dump()));
    }
    if (differs([&](const PresetModel& m) { return m.workers == one.workers; }))
        parts.push_back(fmt::format("workers={}", one.workers));
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::vector<std::string_view> modelNames() {
    std::vector<std::string_view> names;
    for (const Model* model : models()) names.push_back(model->name);
    return names;
}

Json jsonOf(const Options& options, std::span<const Option> declared) {
    Json out = Json::object();
    for (const Option& option : declared)
        out[std::string(option.name)] = jsonOf(options.values().find(option.name)->second);
    return out;
}

Result<Json> parseModels(const JsonPlace& list, int cores, int workers, std::vector<PresetModel>& into) {
    if (!list.value.is_array()) return list.fault("must be a list of models, got " + describe(list.value));
    if (list.value.empty() || list.value.size() > maximumModels)
        return list.fault(fmt::format("must name 1 to {} models, got {}", maximumModels, list.value.size()));
    Json resolved = Json::array();
    for (std::size_t i = 0; i < list.value.size(); ++i) {
        Entry entry = TRY(parseModel(list.item(i), cores, workers));
        for (std::size_t j = 0; j < into.size(); ++j)
            if (into[j].model == entry.model.model && into[j].options == entry.model.options &&
                into[j].workers == entry.model.workers)
                return list.item(i).fault(
                    fmt::format("is the same as /models/{}; remove it, or give it other options or workers", j));
        into.push_back(std::move(entry.model));
        resolved.push_back(std::move(entry.resolved));
    }
    for (PresetModel& model : into) model.variant = variantOf(model, into);
    return resolved;
}

}  // namespace corelane
