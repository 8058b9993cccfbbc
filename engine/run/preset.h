// A preset: a JSON file that describes a comparison, the question it answers and what it expects to see.
// resources/presets/preset.schema.json documents the format; an error names file, place (JSON pointer) and remedy.
#pragma once

#include "engine/models/model.h"
#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "workloads/script.h"
#include "workloads/workload.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct PresetModel {
    const Model* model = nullptr;
    Options options;      // resolved
    int workers = 0;      // resolved: never 0
    std::string variant;  // what tells it from another entry of the same model, "" when alone
};

// When the repetitions end before their number is reached.
struct Until {
    std::optional<double> withinPercent;  // the 95 % interval of every model's median is within +- this of it
    std::optional<double> seconds;        // since the comparison began; the block under way is completed
};

struct Preset {
    std::string name, group, title, question, explanation;
    const WorkloadKind* workloadKind = nullptr;
    std::vector<Options> graphs;               // resolved options, one a graph
    std::shared_ptr<const Workload> workload;  // null: it is a script
    std::shared_ptr<const Script> script;      // null: it is task graphs
    std::vector<PresetModel> models;
    int order = 1000;  // where the gallery shows it: ascending
    int cores = 1;     // resolved: how many; the core set is the first `cores` of those this process may use
    bool pin = true;
    int repetitions = 9, warmup = 1;
    Until until;
    int recordingLevel = -1;  // -1: the best there is
    std::uint64_t seed = 0;   // 0: drawn when run
    std::string json;         // the whole preset, resolved, defaults written out: a recorded file carries this
};

// Parses and checks. `source` names the file in errors ("stencil.json", "standard input").
Result<Preset> parsePreset(std::string_view json, std::string_view source);
// Changes one value of the JSON text: pointer "/workload/graphs/0/steps", value JSON or, failing that, a string.
// Missing objects on the way are made; "/models/1/options/transport" works on a model that was given as a word alone.
Result<std::string> setInPreset(std::string_view json, std::string_view pointerEqualsValue);
// Keeps the models named, in that order, with the options the preset gives them; one it does not have gets its
// defaults. Expectations about models that are gone go with them.
Result<std::string> chooseModels(std::string_view json, std::span<const std::string> names);

// Of the workload, whichever kind it is.
const TaskNaming& namingOf(const Preset&);
std::uint64_t taskCountOf(const Preset&);

struct ShippedPreset {
    std::string name, group, title, question, json;
};
// From the presets folder: $CORELANE_PRESETS, else <program>/../share/corelane/presets, else the source tree's.
// Sorted by "order" and name, which keeps groups together.
Result<std::vector<ShippedPreset>> shippedPresets();
std::filesystem::path presetsFolder();

inline constexpr int maximumWorkers = 64, maximumRepetitions = 1000, mostUntil = 100, maximumGraphs = 16;

}  // namespace corelane
