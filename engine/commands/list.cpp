// list: what there is to choose from. The window makes its dialogs from the JSON.
#include "engine/commands/commands.h"
#include "engine/export/exporter.h"
#include "engine/models/model.h"
#include "engine/run/json_checks.h"
#include "engine/run/preset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace corelane {

namespace {

constexpr std::array<std::string_view, 4> kinds = {"models", "workloads", "presets", "exporters"};

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
    return runs;
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

Result<std::string> textOf(std::string_view kind) {
    if (kind == "models") return textOfModels();
    if (kind == "workloads") return textOfWorkloads();
    if (kind == "presets") return textOfPresets();
    return textOfExporters();
}

Result<Json> jsonOf(std::string_view kind) {
    if (kind == "models") return jsonOfModels();
    if (kind == "workloads") return jsonOfWorkloads();
    if (kind == "presets") return jsonOfPresets();
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
    CLI::App* list = app.add_subcommand("list", "Show the models, workloads, presets and exporters there are");
    list->add_option("KIND", words->kind, "models, workloads, presets or exporters; all when absent");
    list->add_flag("--json", words->json, "Print one JSON object");
    list->callback([words, &exitStatus] {
        const auto text = listed(words->kind, words->json);
        exitStatus = text ? print(*text) : report(text.error());
    });
}

}  // namespace corelane
