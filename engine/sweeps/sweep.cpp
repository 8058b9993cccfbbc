#include "engine/sweeps/sweep.h"

#include "engine/findings/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corelane {

namespace {

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

const SweepSample* sampleAt(const SweepPoint& point, std::size_t model) {
    return model < point.models.size() && !point.models[model].wallsNs.empty() ? &point.models[model] : nullptr;
}

std::string text(const Sweep& sweep, double value) {
    return axisValueText(value, sweep.axis.unit);
}

// A value that no point has: three digits are enough.
std::string nearly(const Sweep& sweep, double value) {
    if (sweep.axis.unit == AxisUnit::Nanoseconds) return durationText(std::llround(value));
    return fmt::format("{:.3g}", value);
}

void findBestRate(const Sweep& sweep, SweepCurves& curves) {
    for (const SweepPoint& point : sweep.points)
        for (std::size_t m = 0; m < point.models.size(); ++m) {
            const SweepSample* sample = sampleAt(point, m);
            if (!sample || point.work <= 0) continue;
            const double rate = point.work / mean(sample->wallsNs) * 1e9;
            if (curves.bestRate && rate <= *curves.bestRate) continue;
            curves.bestRate = rate;
            curves.bestRateOf = sample->label + " at " + text(sweep, point.value);
        }
}

void addMetg(const Sweep& sweep, std::size_t m, const SweepCurves& curves, ModelCurve& curve) {
    std::vector<MetgPoint> points;
    for (const SweepGranularity& at : granularities(sweep, m, *curves.bestRate)) points.push_back(at.metg);
    if (points.empty()) return;
    curve.metg = metg(points);
    if (curve.metg->ns)
        curve.said.push_back(fmt::format(
            "{} makes good use of the cores down to tasks of {} (METG 50 %).", curve.label,
            durationText(std::llround(*curve.metg->ns))));
    else
        curve.said.push_back(fmt::format("{}: no METG. {}", curve.label, curve.metg->reason));
}

std::string turningPoint(const ModelCurve& curve, const ScalingFit& fit, const std::string& what, double most) {
    if (!fit.peak || !fit.peakInterval)
        return fmt::format(
            "{}: no number of {} is known beyond which it goes backwards; the Universal law finds none for sure.",
            curve.label, what);
    const std::string place = fmt::format(
        "{:.1f} {} (95 % interval {:.1f} to {:.1f}; Universal law, sigma {:.3g}, kappa {:.3g})", *fit.peak, what,
        fit.peakInterval->low, fit.peakInterval->high, fit.sigma, fit.kappa);
    if (*fit.peak > most)
        return fmt::format(
            "{}: beyond about {} it would go backwards, which is more than was measured.", curve.label, place);
    return fmt::format("{}: beyond {} you go backwards.", curve.label, place);
}

void addFits(const Sweep& sweep, std::size_t m, ModelCurve& curve) {
    std::vector<ScalingPoint> points;
    for (SweepScaling& at : scalingPoints(sweep, m)) points.push_back(std::move(at.scaling));
    const std::string what = sweep.axis.name;
    if (points.empty()) {
        curve.whyNoFit = fmt::format(
            "{}: no fit, since there is neither a serial run nor one with 1 of {} to compare with.", curve.label,
            what);
    } else {
        for (const ScalingLaw law : {ScalingLaw::Amdahl, ScalingLaw::Gustafson, ScalingLaw::Universal})
            if (const auto fit = fitScaling(law, points)) curve.fits.push_back(*fit);
        if (curve.fits.empty())
            curve.whyNoFit = fmt::format(
                "{}: no fit through {} {}; {} different numbers of {} are needed.", curve.label, points.size(),
                points.size() == 1 ? "point" : "points", leastPointsOfFit, what);
    }
    if (!curve.whyNoFit.empty()) {
        curve.said.push_back(curve.whyNoFit);
        return;
    }
    const ScalingFit& amdahl = curve.fits[0];
    curve.said.push_back(fmt::format(
        "{}: {:.1f} % of the work is serial by Amdahl's law (95 % interval {:.1f} to {:.1f} %).", curve.label,
        amdahl.sigma * 100, amdahl.sigmaInterval.low * 100, amdahl.sigmaInterval.high * 100));
    curve.said.push_back(turningPoint(curve, curve.fits[2], what, sweep.points.back().value));
}

void addCrossOvers(const Sweep& sweep, SweepCurves& curves, std::size_t a, std::size_t b) {
    std::vector<PairedTimes> times;
    for (const SweepPoint& point : sweep.points)
        if (sampleAt(point, a) && sampleAt(point, b))
            times.push_back({point.value, sampleAt(point, a)->wallsNs, sampleAt(point, b)->wallsNs});
    for (const CrossOver& crossing : crossOvers(times, sweep.axis.spacing)) {
        NamedCrossOver named;
        const std::string &first = curves.models[a].label, &second = curves.models[b].label;
        named.fasterBelow = crossing.aFasterBelow ? first : second;
        named.fasterAbove = crossing.aFasterBelow ? second : first;
        named.place = crossing;
        named.sentence = fmt::format(
            "Below a {} of about {} {} is faster, above it {}; it lies between {} and {}{}.", sweep.axis.title,
            nearly(sweep, crossing.at), named.fasterBelow, named.fasterAbove, text(sweep, crossing.low),
            text(sweep, crossing.high),
            crossing.sure ? "" : ", by medians alone: the repetitions are too few for a test");
        curves.crossOvers.push_back(std::move(named));
    }
}

std::optional<std::size_t> serialIn(const Sweep& sweep) {
    if (sweep.points.empty()) return std::nullopt;
    const auto& models = sweep.points.front().models;
    const auto serial = std::ranges::find(models, "serial", &SweepSample::model);
    if (serial == models.end()) return std::nullopt;
    return static_cast<std::size_t>(serial - models.begin());
}

}  // namespace

std::string axisValueText(double value, AxisUnit unit) {
    struct Scale {
        double factor;
        const char* name;
    };
    static constexpr Scale times[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}, {1, "ns"}};
    static constexpr Scale bytes[] = {{1 << 20, "MiB"}, {1 << 10, "KiB"}, {1, "B"}};
    const std::span<const Scale> scales = unit == AxisUnit::Nanoseconds ? std::span<const Scale>(times)
                                          : unit == AxisUnit::Size      ? std::span<const Scale>(bytes)
                                                                        : std::span<const Scale>();
    for (const Scale& scale : scales)
        if (value >= scale.factor && (unit != AxisUnit::Size || std::fmod(value, scale.factor) == 0))
            return fmt::format("{:.10g}{}", value / scale.factor, scale.name);
    return fmt::format("{:.10g}{}", value, scales.empty() ? "" : scales.back().name);
}

std::vector<SweepSample> samplesOf(const Trace* trace, std::span<const SweepEntry> entries) {
    const Summary summary = trace ? summarize(*trace) : Summary{};
    std::vector<SweepSample> samples;
    for (const SweepEntry& entry : entries) {
        SweepSample& sample = samples.emplace_back();
        sample.label = entry.label;
        sample.model = entry.model;
        const auto model = std::ranges::find_if(summary.models, [&](const ModelSummary& m) {
            return m.model == entry.model && m.workers == entry.workers && m.options == entry.options;
        });
        if (model == summary.models.end()) continue;
        sample.workers = model->workers;
        sample.problem = model->problem;
        if (!model->correct || model->wallsNs.empty()) continue;  // what is wrong is compared with nothing
        sample.wallsNs = model->wallsNs;
        sample.medianNs = model->medianNs;
        sample.ci95Ns = model->ci95Ns;
        sample.speedup = model->speedup;
        sample.efficiency = model->efficiency;
        sample.medianRun = model->medianRun->info.number;
        sample.cores = static_cast<int>(model->medianRun->info.cores.size());
        sample.tasks = model->medianRun->result.tasks;
    }
    return samples;
}

std::vector<SweepGranularity> granularities(const Sweep& sweep, std::size_t model, double bestRate) {
    struct Sized {
        double workEach;
        SweepGranularity at;
    };
    std::vector<Sized> sized;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const SweepPoint& point = sweep.points[i];
        const SweepSample* sample = sampleAt(point, model);
        if (!sample || point.work <= 0 || sample->tasks == 0) continue;
        const double wall = mean(sample->wallsNs), tasks = static_cast<double>(sample->tasks);
        sized.push_back(
            {point.work / tasks, {i, {wall * sample->cores / tasks, point.work / wall * 1e9 / bestRate}}});
    }
    std::stable_sort(
        sized.begin(), sized.end(), [](const Sized& a, const Sized& b) { return a.workEach > b.workEach; });
    std::vector<SweepGranularity> points;
    for (const Sized& one : sized) points.push_back(one.at);
    return points;
}

std::vector<SweepScaling> scalingPoints(const Sweep& sweep, std::size_t model) {
    if (sweep.axis.meaning != AxisFacts::Meaning::Scale) return {};
    const auto serial = serialIn(sweep);
    std::optional<double> own;
    for (const SweepPoint& point : sweep.points)
        if (point.value == 1 && sampleAt(point, model)) own = median(sampleAt(point, model)->wallsNs);
    std::vector<SweepScaling> points;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const SweepPoint& point = sweep.points[i];
        const SweepSample* sample = sampleAt(point, model);
        const SweepSample* base = serial ? sampleAt(point, *serial) : nullptr;
        if (!sample || (serial ? !base : !own)) continue;
        const double reference = base ? median(base->wallsNs) : *own;
        ScalingPoint& at = points.emplace_back(SweepScaling{i, {}}).scaling;
        at.n = point.value;
        for (const double wall : sample->wallsNs) at.speedups.push_back(reference / wall);
    }
    return points;
}

SweepCurves curvesOf(const Sweep& sweep) {
    SweepCurves curves;
    if (sweep.points.empty()) return curves;
    using Meaning = AxisFacts::Meaning;
    const auto serial = serialIn(sweep);
    if (sweep.axis.meaning == Meaning::TaskLength) findBestRate(sweep, curves);
    if (sweep.axis.meaning == Meaning::TaskLength && !curves.bestRate)
        curves.notes.push_back("No METG: what a task of this workload computes is not counted.");
    for (std::size_t m = 0; m < sweep.points.front().models.size(); ++m) {
        ModelCurve& curve = curves.models.emplace_back();
        curve.label = sweep.points.front().models[m].label;
        if (m == serial) continue;  // it uses one core, and is what the others are compared with
        if (curves.bestRate) addMetg(sweep, m, curves, curve);
        if (sweep.axis.meaning == Meaning::Scale) addFits(sweep, m, curve);
    }
    if (sweep.points.size() == 1)
        curves.notes.push_back("One point is no curve: nothing was fitted, and no cross-over can be seen.");
    for (std::size_t a = 0; a < curves.models.size(); ++a)
        for (std::size_t b = a + 1; b < curves.models.size(); ++b) addCrossOvers(sweep, curves, a, b);
    return curves;
}

}  // namespace corelane
