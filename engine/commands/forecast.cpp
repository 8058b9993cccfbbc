// forecast: what a preset would take, before it runs. The window's designer shows it while one turns its knobs.
#include "engine/run/forecast.h"

#include "engine/commands/commands.h"
#include "engine/commands/preset_source.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace corelane {

namespace {

struct Words {
    std::string preset;
    bool json = false;
};

constexpr std::uint32_t pictureSteps = 5, pictureWidth = 10;

// The first graph, as small as a picture of its pattern needs: a list a step of a list a point of the points it
// needs. Points that do not exist are null.
Json pictureOf(const Workload& workload) {
    GraphParameters parameters = workload.graphs().front().parameters();
    parameters.steps = std::min(parameters.steps, pictureSteps);
    parameters.width = std::min(parameters.width, pictureWidth);
    const auto graph = TaskGraph::make(parameters);
    if (!graph) return nullptr;  // spread's period may be too long for so few points
    Json steps = Json::array();
    Points points;
    for (std::uint32_t step = 0; step < graph->steps(); ++step) {
        Json row = Json::array();
        for (std::uint32_t point = 0; point < graph->width(); ++point) {
            if (!graph->exists(step, point)) {
                row.push_back(nullptr);
                continue;
            }
            graph->inputs(step, point, points);
            row.push_back(points);
        }
        steps.push_back(row);
    }
    return steps;
}

Json jsonOf(const Forecast& told, const Workload& workload) {
    Json models = Json::array();
    for (const Forecast::PerModel& entry : told.models)
        models.push_back({{"model", entry.model->name}, {"workers", entry.workers}, {"ideal_ns", entry.ideal}});
    return {
        {"tasks", told.tasks},
        {"dependences", told.dependences},
        {"task_ns", told.task},
        {"work_ns", told.work},
        {"chain_ns", told.chain},
        {"memory_bytes", told.memory},
        {"free_memory_bytes", told.freeMemory == 0 ? Json(nullptr) : Json(told.freeMemory)},
        {"models", models},
        {"picture", pictureOf(workload)}};
}

std::string textOf(const Forecast& told) {
    std::string out = fmt::format(
        "{} tasks of {:.1f} us, {} dependences, {:.1f} MiB\n{:.2f} ms of work, {:.2f} ms in its longest chain\n",
        told.tasks, double(told.task) / 1e3, told.dependences, double(told.memory) / (1 << 20),
        double(told.work) / 1e6, double(told.chain) / 1e6);
    for (const Forecast::PerModel& entry : told.models)
        out += fmt::format(
            "  {:<20} {:>2} workers  {:>10.2f} ms at best\n", entry.model->name, entry.workers,
            double(entry.ideal) / 1e6);
    return out;
}

int tell(const Words& words) {
    const auto source = findPreset(words.preset);
    if (!source) return report(source.error());
    const auto preset = parsePreset(source->json, source->name);
    if (!preset) return report(preset.error());
    const auto told = forecast(*preset);
    if (!told) return report(told.error());
    return print(words.json ? jsonOf(*told, *preset->workload).dump() + "\n" : textOf(*told));
}

}  // namespace

void addForecast(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* forecast = app.add_subcommand("forecast", "Say what a preset would take, before it runs");
    forecast
        ->add_option(
            "PRESET", words->preset, "A shipped preset, a .json file, a recorded file, or - for standard input")
        ->required();
    forecast->add_flag("--json", words->json, "One JSON object");
    forecast->callback([words, &exitStatus] { exitStatus = tell(*words); });
}

}  // namespace corelane
