#include "engine/run/preset.h"

#include "engine/models/outputs.h"
#include "engine/run/commands_json.h"
#include "engine/run/json_checks.h"
#include "engine/run/machine.h"
#include "engine/run/preset_keys.h"
#include "engine/run/preset_models.h"
#include "engine/run/script_json.h"
#include "workloads/command_chain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

namespace {

std::string size(std::uint64_t bytes) {
    const double mebibytes = static_cast<double>(bytes) / (1 << 20);
    return mebibytes < 1024 ? fmt::format("{:.0f} MiB", mebibytes) : fmt::format("{:.1f} GiB", mebibytes / 1024);
}

// The sum of all graphs must fit before the whole is made: task numbers have 32 bits, and buffers need memory.
Result<> checkSize(const JsonPlace& graph, const Workload& alone, std::uint64_t& tasks, std::uint64_t& bytes) {
    for (const TaskGraph& g : alone.graphs()) tasks += std::uint64_t{g.steps()} * g.width();
    if (tasks >= std::uint64_t{1} << 31)
        return graph.fault(fmt::format(
            "with this graph there are {} tasks, and 2147483647 is the most; reduce steps or width", tasks));
    bytes += Outputs::bytesNeeded(alone);
    const std::uint64_t available = availableMemory();
    if (available != 0 && bytes > available / 2)
        return graph.fault(fmt::format(
            "the tasks' outputs would need {}, and half of the free memory is {}; reduce "
            "steps, width or the size of an output",
            size(bytes), size(available / 2)));
    return {};
}

Result<Json> parseWorkload(const JsonPlace& place, Preset& preset) {
    TRY(checkObject(place, "the workload's kind and graphs"));
    const std::string kindName = TRY(textOf(place, "kind", "task_graph"));
    preset.workloadKind = findWorkloadKind(kindName);
    if (!preset.workloadKind) {
        std::vector<std::string_view> known;
        for (const WorkloadKind* kind : workloadKinds()) known.push_back(kind->name);
        return place.key("kind").fault(unknownWord("workload", kindName, known));
    }
    if (preset.workloadKind->name == "commands") {
        preset.commands = std::make_shared<const CommandChain>(TRY(parseCommands(place)));
        return place.value;
    }
    if (!preset.workloadKind->make) {
        preset.script = std::make_shared<const Script>(TRY(parseScript(place)));
        return place.value;
    }
    TRY(checkKeys(place, presetKeys::taskGraph));
    if (!place.value.contains("graphs"))
        return place.fault("has no \"graphs\"; give a list of one or more, each an object of options");
    const JsonPlace graphs = place.key("graphs");
    if (!graphs.value.is_array()) return graphs.fault("must be a list of graphs, got " + describe(graphs.value));
    if (graphs.value.empty() || graphs.value.size() > static_cast<std::size_t>(maximumGraphs))
        return graphs.fault(fmt::format("must have 1 to {} graphs, got {}", maximumGraphs, graphs.value.size()));

    Json resolved = Json::array();
    std::uint64_t tasks = 0, bytes = 0;
    for (std::size_t i = 0; i < graphs.value.size(); ++i) {
        const JsonPlace graph = graphs.item(i);
        const Options options = TRY(optionsOf(graph, preset.workloadKind->options));
        const auto alone = preset.workloadKind->make(std::span(&options, 1));
        if (!alone) return graph.fault(alone.error().message);
        TRY(checkSize(graph, **alone, tasks, bytes));
        resolved.push_back(jsonOf(options, preset.workloadKind->options));
        preset.graphs.push_back(options);
    }
    auto workload = preset.workloadKind->make(preset.graphs);
    if (!workload) return graphs.fault(workload.error().message);
    preset.workload = std::move(*workload);
    return Json{{"kind", kindName}, {"graphs", std::move(resolved)}};
}

Result<Json> parseRecordingLevel(const JsonPlace& place, Preset& preset) {
    if (!place.value.contains("recording_level")) return Json("auto");
    const JsonPlace level = place.key("recording_level");
    if (level.value == "auto") return level.value;
    if (!level.value.is_number_integer() || level.value < 0 || level.value > 1)
        return level.fault("must be \"auto\", 0 or 1, got " + describe(level.value));
    preset.recordingLevel = level.value.get<int>();
    return level.value;
}

// Beside the outputs, every worker has scratch memory of its own.
Result<> checkScratch(const JsonPlace& workload, const Preset& preset) {
    if (!preset.workload) return {};
    for (const PresetModel& model : preset.models)
        if (const auto fits = Outputs::checkMemory(*preset.workload, model.workers); !fits)
            return workload.fault(fits.error().message);
    return {};
}

std::string_view whatItRuns(const Preset& preset) {
    return preset.script ? "scripts" : preset.commands ? "commands" : "task graphs";
}

Result<> checkRunsKind(const JsonPlace& models, const Preset& preset) {
    const auto runs = [&](const Model& model) { return runsWorkload(model, preset); };
    for (std::size_t i = 0; i < preset.models.size(); ++i) {
        if (runs(*preset.models[i].model)) continue;
        std::vector<std::string_view> able;
        for (const Model* model : corelane::models())
            if (runs(*model)) able.push_back(model->name);
        return models.item(i).fault(fmt::format(
            "{} does not run {}; those that do are {}", preset.models[i].model->name, whatItRuns(preset),
            fmt::join(able, ", ")));
    }
    return {};
}

// A script says itself how many workers there are, where each actor is one.
Result<> placeActors(const JsonPlace& models, Preset& preset) {
    for (std::size_t i = 0; preset.script && i < preset.models.size(); ++i) {
        PresetModel& entry = preset.models[i];
        if (preset.script->instances() > entry.model->mostActors)
            return models.item(i).fault(fmt::format(
                "{} runs at most {} actors, and the script has {}; have fewer of them, or take another model",
                entry.model->name, entry.model->mostActors, preset.script->instances()));
        if (const std::string why = entry.model->refusesScript ? entry.model->refusesScript(*preset.script) : "";
            !why.empty())
            return models.item(i).fault(
                fmt::format("{} does not run this script: {}; take another model", entry.model->name, why));
        if (entry.model->actorsAreWorkers)
            entry.workers =
                static_cast<int>(std::min(preset.script->instances(), static_cast<std::uint32_t>(maximumWorkers)));
    }
    return {};
}

// A command is a worker; one at a time is one.
void placeCommands(Preset& preset) {
    for (PresetModel& entry : preset.models)
        if (preset.commands && !entry.model->oneWorker) entry.workers = static_cast<int>(preset.commands->size());
}

Result<Until> parseUntil(const JsonPlace& place) {
    TRY(checkObject(place, "\"within_percent\", \"seconds\" or both"));
    TRY(checkKeys(place, presetKeys::until));
    const auto positive = [&](std::string_view key, double most) -> Result<std::optional<double>> {
        const auto value = TRY(numberOf(place, key));
        if (value && !(*value > 0 && *value <= most))
            return place.key(key).fault(
                fmt::format("must be above 0 and at most {:g}, got {}", most, place.value[std::string(key)].dump()));
        return value;
    };
    const Until until{TRY(positive("within_percent", 100)), TRY(positive("seconds", 86400))};
    if (!until.withinPercent && !until.seconds)
        return place.fault("says nothing; give \"within_percent\", \"seconds\" or both");
    return until;
}

Result<int> parseCores(const JsonPlace& place, int asked) {
    const int allowed = static_cast<int>(allowedCores().size());
    if (asked > allowed)
        return place.key("cores").fault(fmt::format(
            "asks for {} cores, and this process may use {}; give at most {}, or 0 for all", asked, allowed,
            allowed));
    return asked == 0 ? allowed : asked;
}

}  // namespace

bool runsWorkload(const Model& model, const Preset& preset) {
    if (preset.script) return model.runScript != nullptr;
    return preset.commands ? model.runCommands != nullptr : model.runGraph != nullptr;
}

const TaskNaming& namingOf(const Preset& preset) {
    if (preset.commands) return preset.commands->naming();
    return preset.script ? preset.script->naming() : preset.workload->naming();
}

std::uint64_t taskCountOf(const Preset& preset) {
    if (preset.commands) return preset.commands->size();
    return preset.script ? preset.script->totals().tasks : preset.workload->taskCount();
}

Result<Preset> parsePreset(std::string_view json, std::string_view source) {
    const Json root = TRY(parseJson(json, source));
    const JsonPlace place{root, source, ""};
    if (!root.is_object()) return place.fault("must be a JSON object, a preset, got " + describe(root));
    TRY(checkKeys(place, presetKeys::preset));
    for (const std::string_view key : {"name", "workload", "models"})
        if (!root.contains(key)) return place.fault(fmt::format("has no \"{}\"; every preset needs one", key));

    Preset preset;
    preset.name = TRY(textOf(place, "name", ""));
    if (preset.name.empty()) return place.key("name").fault("must not be empty; give the preset a word");
    preset.group = TRY(textOf(place, "group", "Other"));
    preset.order = static_cast<int>(TRY(integerOf(place, "order", 1000, 0, 9999)));
    preset.title = TRY(textOf(place, "title", preset.name));
    preset.question = TRY(textOf(place, "question", ""));
    preset.explanation = TRY(textOf(place, "explanation", ""));
    const Json workload = TRY(parseWorkload(place.key("workload"), preset));
    const auto askedCores = static_cast<int>(TRY(integerOf(place, "cores", 0, 0, 4096)));
    preset.cores = TRY(parseCores(place, askedCores));
    const auto askedWorkers = static_cast<int>(TRY(integerOf(place, "workers", 0, 0, maximumWorkers)));
    const int workers = askedWorkers != 0 ? askedWorkers : std::min(preset.cores, maximumWorkers);
    const Json models = TRY(parseModels(place.key("models"), preset.cores, workers, preset.models));
    TRY(checkRunsKind(place.key("models"), preset));
    TRY(placeActors(place.key("models"), preset));
    placeCommands(preset);
    TRY(checkScratch(place.key("workload"), preset));
    preset.pin = TRY(flagOf(place, "pin", true));
    if (root.contains("until")) preset.until = TRY(parseUntil(place.key("until")));
    preset.repetitions = static_cast<int>(
        TRY(integerOf(place, "repetitions", root.contains("until") ? mostUntil : 9, 1, maximumRepetitions)));
    preset.warmup = static_cast<int>(TRY(integerOf(place, "warmup", 1, 0, 100)));
    const Json level = TRY(parseRecordingLevel(place, preset));
    preset.seed = static_cast<std::uint64_t>(TRY(integerOf(place, "seed", 0, 0, INT64_MAX)));
    const Json expect =
        root.contains("expect") ? TRY(parseExpectations(place.key("expect"), preset.models)) : Json(Json::array());

    Json whole = Json::object();
    whole["name"] = preset.name;
    whole["group"] = preset.group;
    whole["order"] = preset.order;
    whole["title"] = preset.title;
    whole["question"] = preset.question;
    whole["explanation"] = preset.explanation;
    whole["workload"] = workload;
    whole["models"] = models;
    whole["cores"] = askedCores;
    whole["workers"] = askedWorkers;
    whole["pin"] = preset.pin;
    whole["repetitions"] = preset.repetitions;
    if (root.contains("until")) whole["until"] = root["until"];
    whole["warmup"] = preset.warmup;
    whole["recording_level"] = level;
    whole["seed"] = preset.seed;
    whole["expect"] = expect;
    preset.json = whole.dump(2);
    return preset;
}

}  // namespace corelane
