#include "engine/run/sweep_forecast.h"

#include "engine/run/forecast.h"
#include "engine/run/json_text.h"
#include "engine/run/run_order.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

int runsOfEachModel(const Preset& preset) {
    return preset.warmup + preset.repetitions + std::min(preset.repetitions, unrecordedBlocks);
}

Json orNull(const std::optional<Duration>& time) {
    return time ? Json(*time) : Json(nullptr);
}

std::string seconds(Duration time) {
    return fmt::format("{:.1f} s", static_cast<double>(time) / 1e9);
}

}  // namespace

Result<SweepForecast> forecastSweep(const SweepPlan& plan) {
    SweepForecast told;
    told.ideal = 0;
    for (const SweepPlan::Point& planned : plan.points) {
        const Preset preset =
            TRY(parsePreset(planned.json, plan.axis.name + "=" + axisValueText(planned.value, plan.axis.unit)));
        const int runs = runsOfEachModel(preset);
        told.runs += static_cast<std::uint64_t>(runs) * preset.models.size();
        SweepForecast::Point& point = told.points.emplace_back();
        point.value = planned.value;
        if (preset.script) {
            told.whyNone = "How long a script takes only running it tells.";
            told.ideal.reset();
            continue;
        }
        const Forecast one = TRY(forecast(preset));
        point.ideal = 0;
        for (const Forecast::PerModel& entry : one.models) *point.ideal += entry.ideal * runs;
        if (told.ideal) *told.ideal += *point.ideal;
    }
    return told;
}

std::string sweepForecastJson(const SweepPlan& plan, const SweepForecast& told) {
    Json points = Json::array();
    for (const SweepForecast::Point& point : told.points)
        points.push_back(
            {{"value", point.value},
             {"text", axisValueText(point.value, plan.axis.unit)},
             {"ideal_ns", orNull(point.ideal)}});
    const Json object = {
        {"axis", plan.axis.name},
        {"axis_title", plan.axis.title},
        {"points", points},
        {"runs", told.runs},
        {"ideal_ns", orNull(told.ideal)},
        {"why_none", told.whyNone.empty() ? Json(nullptr) : Json(told.whyNone)}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string sweepForecastText(const SweepPlan& plan, const SweepForecast& told) {
    std::string out;
    for (const SweepForecast::Point& point : told.points)
        out += fmt::format(
            "  {:>12}  {}\n", axisValueText(point.value, plan.axis.unit),
            point.ideal ? seconds(*point.ideal) + " at best" : "");
    out += fmt::format("{} points, {} runs", told.points.size(), told.runs);
    return out + (told.ideal ? fmt::format(", {} at best\n", seconds(*told.ideal)) : ". " + told.whyNone + "\n");
}

}  // namespace corelane
