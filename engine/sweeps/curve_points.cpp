#include "engine/sweeps/curve_points.h"

#include <algorithm>

namespace corelane {

namespace {

std::vector<CurvePoint> wallTimes(const Sweep& sweep, std::size_t model) {
    std::vector<CurvePoint> points;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const auto& models = sweep.points[i].models;
        if (model >= models.size() || models[model].wallsNs.empty()) continue;
        points.push_back({i, sweep.points[i].value, models[model].medianNs, models[model].ci95Ns});
    }
    return points;
}

std::vector<CurvePoint> speedups(const Sweep& sweep, std::size_t model) {
    std::vector<CurvePoint> points;
    for (const SweepScaling& at : scalingPoints(sweep, model)) {
        CurvePoint& point = points.emplace_back();
        point.point = at.point;
        point.x = at.scaling.n;
        point.y = median(at.scaling.speedups);
        if (const auto interval = medianInterval(at.scaling.speedups))
            point.interval = {interval->low, interval->high};
    }
    return points;
}

std::vector<CurvePoint> efficiencies(const Sweep& sweep, const SweepCurves& curves, std::size_t model) {
    std::vector<CurvePoint> points;
    if (!curves.bestRate) return points;
    for (const SweepGranularity& at : granularities(sweep, model, *curves.bestRate))
        points.push_back({at.point, at.metg.granularityNs, at.metg.efficiency, {}});
    return points;
}

}  // namespace

std::vector<CurvePoint> curvePoints(
    const Sweep& sweep, const SweepCurves& curves, std::size_t model, CurveQuantity quantity) {
    auto points = quantity == CurveQuantity::WallTime  ? wallTimes(sweep, model)
                  : quantity == CurveQuantity::Speedup ? speedups(sweep, model)
                                                       : efficiencies(sweep, curves, model);
    std::ranges::stable_sort(points, {}, &CurvePoint::x);
    return points;
}

std::vector<CurveQuantity> quantitiesOf(const Sweep& sweep, const SweepCurves& curves) {
    const auto any = [&](CurveQuantity quantity) {
        for (std::size_t m = 0; m < curves.models.size(); ++m)
            if (!curvePoints(sweep, curves, m, quantity).empty()) return true;
        return false;
    };
    std::vector<CurveQuantity> all;
    if (any(CurveQuantity::Efficiency)) all.push_back(CurveQuantity::Efficiency);
    if (any(CurveQuantity::Speedup)) all.push_back(CurveQuantity::Speedup);
    const bool scale = sweep.axis.meaning == AxisFacts::Meaning::Scale;
    if (!any(CurveQuantity::WallTime)) return all;
    // What the axis was chosen for comes first: speed-ups over cores, efficiency over the length of tasks.
    if (scale || any(CurveQuantity::Efficiency))
        all.push_back(CurveQuantity::WallTime);
    else
        all.insert(all.begin(), CurveQuantity::WallTime);
    return all;
}

}  // namespace corelane
