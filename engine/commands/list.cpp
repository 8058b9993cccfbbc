// list: what there is to choose from. The window makes its dialogs from the JSON.
#include "engine/commands/commands.h"
#include "engine/constructs/construct.h"
#include "engine/export/exporter.h"
#include "engine/findings/finding.h"
#include "engine/models/model.h"
#include "engine/run/json_checks.h"
#include "engine/run/machine.h"
#include "engine/run/preset.h"
#include "engine/run/preset_keys.h"
#include "engine/run/preset_models.h"
#include "engine/run/script_forms.h"
#include "engine/run/sweep_axis.h"
#include "engine/whatif/what_if.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <memory>

namespace corelane {

namespace {

constexpr std::array<std::string_view, 12> kinds = {"models",   "workloads",  "presets", "exporters",
                                                    "findings", "questions",  "axes",    "objects",
                                                    "steps",    "constructs", "keys",    "measures"};

Json jsonOfOption(const Option& option) {
    Json out = {{"name", option.name}, {"type", optionTypeName(option.type)}};
    out["default"] = std::visit([](const auto& value) { return Json(value); }, option.fallback);
    out["choices"] = Json::array();
    for (const std::string_view choice : option.choices) out["choices"].push_back(choice);
    const bool bounded = option.minimum != 0 || option.maximum != 0;
    const auto bound = [&](double value) {
        if (!bounded) return Json(nullptr);
        return option.type == Option::Type::Int ? Json(static_cast<std::int64_t>(value)) : Json(value);
    };
    out["minimum"] = bound(option.minimum);
    out["maximum"] = bound(option.maximum);
    out["summary"] = option.summary;
    return out;
}

Json jsonOfOptions(std::span<const Option> options) {
    Json out = Json::array();
    for (const Option& option : options) out.push_back(jsonOfOption(option));
    return out;
}

std::string unavailable(const Model& model) {
    return model.unavailable ? model.unavailable() : std::string();
}

Json kindsRunBy(const Model& model) {
    Json runs = Json::array();
    if (model.runGraph) runs.push_back("graph");
    if (model.runScript) runs.push_back("script");
    if (model.runCommands) runs.push_back("commands");
    return runs;
}

// The models whose scripts can be told to use it, or use it without being told.
Json usersOf(const Construct& construct) {
    Json users = Json::array();
    for (const Model* model : models())
        if (!model->constructs.empty() && usesConstruct(model->constructs, construct)) users.push_back(model->name);
    return users;
}

Json jsonOfConstructs() {
    Json out = Json::array();
    for (const Construct* construct : constructs())
        out.push_back(
            {{"name", construct->name},
             {"title", construct->title},
             {"kind", objectKindName(construct->kind)},
             {"family", construct->family},
             {"summary", construct->summary},
             {"models", usersOf(*construct)}});
    return out;
}

std::string textOfConstructs() {
    std::string out;
    for (const Construct* construct : constructs())
        out += fmt::format(
            "  {:<22} {:<13} {:<11} {}\n", construct->name, objectKindName(construct->kind), construct->family,
            construct->summary);
    return out + "  A family that has none of a kind uses the first of threads.\n";
}

// With its defaults. Null: no worker can be lost alone.
Json promiseOf(const Model& model) {
    if (!model.promises) return nullptr;
    return promiseName(model.promises(*Options::resolve(model.options, {})));
}

Json jsonOfModels() {
    Json out = Json::array();
    for (const Model* model : models()) {
        const std::string reason = unavailable(*model);
        out.push_back(
            {{"name", model->name},
             {"title", model->title},
             {"summary", model->summary},
             {"family", model->family},
             {"runs", kindsRunBy(*model)},
             {"options", jsonOfOptions(model->options)},
             {"one_worker", model->oneWorker},
             {"promise", promiseOf(*model)},
             {"unavailable", reason.empty() ? Json(nullptr) : Json(reason)}});
    }
    return out;
}

Json jsonOfWorkloads() {
    Json out = Json::array();
    for (const WorkloadKind* kind : workloadKinds())
        out.push_back(
            {{"name", kind->name},
             {"title", kind->title},
             {"summary", kind->summary},
             {"options", jsonOfOptions(kind->options)}});
    return out;
}

Result<Json> jsonOfPresets() {
    Json out = Json::array();
    for (const ShippedPreset& preset : TRY(shippedPresets()))
        out.push_back(
            {{"name", preset.name},
             {"group", preset.group},
             {"title", preset.title},
             {"question", preset.question},
             {"preset", TRY(parseJson(preset.json, preset.name + ".json"))}});
    return out;
}

Json jsonOfExporters() {
    Json out = Json::array();
    for (const Exporter* exporter : exporters())
        out.push_back(
            {{"name", exporter->name},
             {"suffix", exporter->suffix},
             {"mimeType", exporter->mimeType},
             {"summary", exporter->summary}});
    return out;
}

Json jsonOfQuestions() {
    Json out = Json::array();
    for (const Question* question : questions())
        out.push_back({{"name", question->name}, {"title", question->title}, {"summary", question->summary}});
    return out;
}

// What suits most presets, but no more cores than there are here.
std::string rangeHere(const SweepAxis& axis) {
    return axis.facts.name == "cores" ? fmt::format("1..{}", allowedCores().size()) : std::string(axis.range);
}

Json jsonOfAxes() {
    Json out = Json::array();
    for (const SweepAxis& axis : sweepAxes())
        out.push_back(
            {{"name", axis.facts.name},
             {"title", axis.facts.title},
             {"summary", axis.summary},
             {"range", rangeHere(axis)},
             {"graph", axis.graph},
             {"script", axis.script}});
    return out;
}

Json jsonOfFindings() {
    Json out = Json::array();
    for (const Rule* rule : rules())
        out.push_back({{"name", rule->name}, {"title", rule->title}, {"summary", rule->summary}});
    return out;
}

// ---- what a preset may say: for editors ---------------------------------------------------------

std::vector<std::string_view> objectsOf(const StepForm& form) {
    std::vector<std::string_view> words;
    for (const ObjectKind kind : form.objects) words.push_back(objectKindName(kind));
    return words;
}

// The words of steps that may name an object of a kind.
std::vector<std::string_view> stepsWith(ObjectKind kind) {
    std::vector<std::string_view> words;
    for (const StepForm& form : stepForms())
        if (std::ranges::find(form.objects, kind) != form.objects.end()) words.push_back(stepKindName(form.kind));
    return words;
}

Json jsonOfObjects() {
    Json out = Json::array();
    for (std::size_t i = 0; i < objectKindNames().size(); ++i)
        out.push_back({{"name", objectKindNames()[i]}, {"steps", stepsWith(static_cast<ObjectKind>(i))}});
    return out;
}

Json jsonOfSteps() {
    Json out = Json::array();
    for (const StepForm& form : stepForms())
        out.push_back(
            {{"name", stepKindName(form.kind)},
             {"takes", stepValueName(form.value)},
             {"objects", objectsOf(form)},
             {"keys", form.keys}});
    return out;
}

struct Keys {
    std::string_view place;     // a JSON pointer; * is any name or number
    std::string_view workload;  // only with this kind of workload; "": with any
    std::span<const std::string_view> keys;
};

const std::vector<Keys>& allKeys() {
    static const std::vector<Keys> all = {
        {"", "", presetKeys::preset},
        {"/workload", "task_graph", presetKeys::taskGraph},
        {"/workload", "script", presetKeys::script},
        {"/workload", "commands", presetKeys::commands},
        {"/workload/input", "commands", presetKeys::commandInput},
        {"/workload/objects/*", "script", presetKeys::object},
        {"/workload/actors/*", "script", presetKeys::actor},
        {"/models/*", "", presetKeys::model},
        {"/expect/*", "", presetKeys::expectation}};
    return all;
}

Json jsonOfKeys() {
    Json out = Json::array();
    for (const Keys& keys : allKeys())
        out.push_back({{"place", keys.place}, {"workload", keys.workload}, {"keys", keys.keys}});
    return out;
}

Json jsonOfMeasures() {
    Json out = Json::array();
    for (const std::string& name : measureNames()) out.push_back({{"name", name}});
    return out;
}

std::string textOfMeasures() {
    return fmt::format("  {}\n", fmt::join(measureNames(), "\n  "));
}

std::string textOfObjects() {
    std::string out;
    for (std::size_t i = 0; i < objectKindNames().size(); ++i)
        out += fmt::format(
            "  {:<14} {}\n", objectKindNames()[i], fmt::join(stepsWith(static_cast<ObjectKind>(i)), ", "));
    return out;
}

std::string textOfSteps() {
    std::string out;
    for (const StepForm& form : stepForms()) {
        std::string takes = form.objects.empty() ? std::string(stepValueName(form.value))
                                                 : fmt::format("{}", fmt::join(objectsOf(form), " or "));
        if (!form.keys.empty()) takes += fmt::format("; {}", fmt::join(form.keys, ", "));
        out += fmt::format("  {:<14} {}\n", stepKindName(form.kind), takes);
    }
    return out;
}

std::string textOfKeys() {
    std::string out;
    for (const Keys& keys : allKeys()) {
        const std::string place = (keys.place.empty() ? "/" : std::string(keys.place)) +
                                  (keys.workload.empty() ? "" : fmt::format(" of the kind {}", keys.workload));
        out += fmt::format("  {}\n      {}\n", place, fmt::join(keys.keys, ", "));
    }
    return out;
}

// -------------------------------------------------------------------------------------------------

std::string optionLine(const Option& option) {
    std::string values(optionTypeName(option.type));
    if (!option.choices.empty()) {
        values.clear();
        for (const std::string_view choice : option.choices)
            values += (values.empty() ? "" : "|") + std::string(choice);
    }
    const std::string fallback =
        std::visit([](const auto& value) { return fmt::format("{}", value); }, option.fallback);
    return fmt::format("      {:<14} {} ({}; default {})\n", option.name, option.summary, values, fallback);
}

std::string textOfModels() {
    std::string out;
    for (const Model* model : models()) {
        out += fmt::format("  {:<14} {}\n", model->name, model->summary);
        if (const std::string reason = unavailable(*model); !reason.empty()) out += fmt::format("      {}\n", reason);
        for (const Option& option : model->options) out += optionLine(option);
    }
    return out;
}

std::string textOfWorkloads() {
    std::string out;
    for (const WorkloadKind* kind : workloadKinds()) {
        out += fmt::format("  {:<14} {}\n", kind->name, kind->summary);
        for (const Option& option : kind->options) out += optionLine(option);
    }
    return out;
}

Result<std::string> textOfPresets() {
    std::string out, group;
    for (const ShippedPreset& preset : TRY(shippedPresets())) {
        if (preset.group != group) out += fmt::format("  {}\n", group = preset.group);
        out += fmt::format("    {:<16} {}: {}\n", preset.name, preset.title, preset.question);
    }
    return out;
}

std::string textOfExporters() {
    std::string out;
    for (const Exporter* exporter : exporters())
        out += fmt::format("  {:<14} {}\n", exporter->name, exporter->summary);
    return out;
}

std::string textOfFindings() {
    std::string out;
    for (const Rule* rule : rules()) out += fmt::format("  {:<18} {}\n", rule->name, rule->summary);
    return out;
}

std::string textOfQuestions() {
    std::string out;
    for (const Question* question : questions())
        out += fmt::format("  {:<20} {}\n", question->name, question->summary);
    return out;
}

std::string textOfAxes() {
    std::string out;
    for (const SweepAxis& axis : sweepAxes())
        out += fmt::format("  {:<12} {}, such as {}\n", axis.facts.name, axis.summary, axis.range);
    return out;
}

Result<std::string> textOf(std::string_view kind) {
    if (kind == "models") return textOfModels();
    if (kind == "workloads") return textOfWorkloads();
    if (kind == "presets") return textOfPresets();
    if (kind == "findings") return textOfFindings();
    if (kind == "questions") return textOfQuestions();
    if (kind == "axes") return textOfAxes();
    if (kind == "objects") return textOfObjects();
    if (kind == "steps") return textOfSteps();
    if (kind == "constructs") return textOfConstructs();
    if (kind == "keys") return textOfKeys();
    if (kind == "measures") return textOfMeasures();
    return textOfExporters();
}

Result<Json> jsonOf(std::string_view kind) {
    if (kind == "models") return jsonOfModels();
    if (kind == "workloads") return jsonOfWorkloads();
    if (kind == "presets") return jsonOfPresets();
    if (kind == "findings") return jsonOfFindings();
    if (kind == "questions") return jsonOfQuestions();
    if (kind == "axes") return jsonOfAxes();
    if (kind == "objects") return jsonOfObjects();
    if (kind == "steps") return jsonOfSteps();
    if (kind == "constructs") return jsonOfConstructs();
    if (kind == "keys") return jsonOfKeys();
    if (kind == "measures") return jsonOfMeasures();
    return jsonOfExporters();
}

Result<std::string> listed(const std::string& only, bool asJson) {
    if (!only.empty() && std::ranges::find(kinds, only) == kinds.end())
        return fail(Error::Kind::Invalid, unknownWord("kind", only, kinds));
    std::string text;
    Json json = Json::object();
    for (const std::string_view kind : kinds) {
        if (!only.empty() && kind != only) continue;
        if (asJson)
            json[std::string(kind)] = TRY(jsonOf(kind));
        else
            text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n", kind, TRY(textOf(kind)));
    }
    return asJson ? json.dump(2) + "\n" : text;
}

}  // namespace

void addList(CLI::App& app, int& exitStatus) {
    struct Words {
        std::string kind;
        bool json = false;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* list = app.add_subcommand(
        "list", "Show the models, workloads, presets and exporters there are, and the words of scripts");
    list->add_option(
        "KIND", words->kind,
        "models, workloads, presets, exporters, findings, questions, axes, objects, steps, constructs, keys or "
        "measures; "
        "all when absent");
    list->add_flag("--json", words->json, "Print one JSON object");
    list->callback([words, &exitStatus] {
        const auto text = listed(words->kind, words->json);
        exitStatus = text ? print(*text) : report(text.error());
    });
}

}  // namespace corelane
