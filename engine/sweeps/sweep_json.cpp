// The object of `sweep --json`. Fields keep their names and meaning; unknown is null.
#include "engine/sweeps/sweep.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json textOrNull(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

constexpr std::string_view unitName(AxisUnit unit) {
    switch (unit) {
    case AxisUnit::Nanoseconds:
        return "ns";
    case AxisUnit::Size:
        return "bytes";
    case AxisUnit::Share:
        return "share";
    case AxisUnit::Count:
        break;
    }
    return "";
}

constexpr std::string_view meaningName(AxisFacts::Meaning meaning) {
    switch (meaning) {
    case AxisFacts::Meaning::Scale:
        return "scale";
    case AxisFacts::Meaning::TaskLength:
        return "task_length";
    case AxisFacts::Meaning::Other:
        break;
    }
    return "other";
}

Json sampleJson(const SweepSample& sample) {
    const bool counted = !sample.wallsNs.empty();
    Json walls = Json::array();
    for (const double wall : sample.wallsNs) walls.push_back(std::llround(wall));
    Json object;
    object["model"] = sample.model;
    object["label"] = sample.label;
    object["cores"] = counted ? Json(sample.cores) : Json(nullptr);
    object["workers"] = sample.workers;
    object["tasks"] = counted ? Json(sample.tasks) : Json(nullptr);
    object["walls_ns"] = std::move(walls);
    object["median_ns"] = counted ? Json(std::llround(sample.medianNs)) : Json(nullptr);
    object["ci95_ns"] = sample.ci95Ns
                            ? Json::array({std::llround(sample.ci95Ns->first), std::llround(sample.ci95Ns->second)})
                            : Json(nullptr);
    object["speedup"] = orNull(sample.speedup);
    object["efficiency"] = orNull(sample.efficiency);
    object["median_run"] = orNull(sample.medianRun);
    object["problem"] = textOrNull(sample.problem);
    return object;
}

Json intervalJson(const Interval& interval) {
    return Json::array({interval.low, interval.high});
}

Json fitJson(const ScalingFit& fit) {
    const bool universal = fit.law == ScalingLaw::Universal;
    return {
        {"law", scalingLawName(fit.law)},
        {"sigma", fit.sigma},
        {"sigma_ci95", intervalJson(fit.sigmaInterval)},
        {"kappa", universal ? Json(fit.kappa) : Json(nullptr)},
        {"kappa_ci95", universal ? intervalJson(fit.kappaInterval) : Json(nullptr)},
        {"peak", orNull(fit.peak)},
        {"peak_ci95", fit.peakInterval ? intervalJson(*fit.peakInterval) : Json(nullptr)},
        {"error", fit.error}};
}

Json curveJson(const ModelCurve& curve) {
    Json fits = Json::array();
    for (const ScalingFit& fit : curve.fits) fits.push_back(fitJson(fit));
    return {
        {"label", curve.label},
        {"metg_ns", curve.metg ? orNull(curve.metg->ns) : Json(nullptr)},
        {"why_no_metg", curve.metg ? textOrNull(curve.metg->reason) : Json(nullptr)},
        {"fits", std::move(fits)},
        {"why_no_fit", textOrNull(curve.whyNoFit)},
        {"sentences", curve.said}};
}

}  // namespace

std::string sweepJson(const Sweep& sweep, const SweepCurves& curves) {
    Json object;
    object["sweep"] = {
        {"preset", sweep.preset},
        {"title", sweep.title},
        {"started", textOrNull(sweep.started)},
        {"cpu", textOrNull(sweep.machine)},
        {"cores", sweep.cores},
        {"seed", sweep.seed},
        {"axis", sweep.axis.name},
        {"axis_title", sweep.axis.title},
        {"unit", unitName(sweep.axis.unit)},
        {"meaning", meaningName(sweep.axis.meaning)},
        {"spacing", sweep.axis.spacing == Spacing::Even ? "even" : "logarithmic"},
        {"work_unit", textOrNull(sweep.workUnit)},
        {"interrupted", sweep.interrupted}};
    object["points"] = Json::array();
    for (const SweepPoint& point : sweep.points) {
        Json models = Json::array();
        for (const SweepSample& sample : point.models) models.push_back(sampleJson(sample));
        object["points"].push_back(
            {{"value", point.value},
             {"text", axisValueText(point.value, sweep.axis.unit)},
             {"file", textOrNull(point.file)},
             {"work", point.work > 0 ? Json(point.work) : Json(nullptr)},
             {"problem", textOrNull(point.problem)},
             {"models", std::move(models)}});
    }
    object["curves"] = Json::array();
    for (const ModelCurve& curve : curves.models) object["curves"].push_back(curveJson(curve));
    object["best_rate"] = {{"per_second", orNull(curves.bestRate)}, {"of", textOrNull(curves.bestRateOf)}};
    object["cross_overs"] = Json::array();
    for (const NamedCrossOver& crossing : curves.crossOvers)
        object["cross_overs"].push_back(
            {{"at", crossing.place.at},
             {"low", crossing.place.low},
             {"high", crossing.place.high},
             {"faster_below", crossing.fasterBelow},
             {"faster_above", crossing.fasterAbove},
             {"sure", crossing.place.sure},
             {"sentence", crossing.sentence}});
    object["notes"] = curves.notes;
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace corelane
