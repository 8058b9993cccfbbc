#include "app/sweeps/sweep_chart.h"

#include "app/engine_words.h"
#include "app/figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SweepChart)
};

QString lawName(ScalingLaw law) {
    switch (law) {
    case ScalingLaw::Amdahl:
        return Words::tr("Amdahl");
    case ScalingLaw::Gustafson:
        return Words::tr("Gustafson");
    case ScalingLaw::Universal:
        break;
    }
    return Words::tr("Universal");
}

QString compact(double value) {
    return QString::number(value, 'g', 4);
}

std::vector<ChartFit> fitsOf(const ModelCurve& curve, const ChartAxis& x) {
    constexpr int pieces = 60;
    std::vector<ChartFit> fits;
    for (const ScalingFit& fit : curve.fits) {
        ChartFit& drawn = fits.emplace_back();
        drawn.law = fit.law;
        drawn.name = lawName(fit.law);
        for (int i = 0; i <= pieces; ++i) {
            const double n = x.value(double(i) / pieces);
            if (n >= 1) drawn.line.emplace_back(n, speedupBy(fit.law, n, fit.sigma, fit.kappa));
        }
    }
    return fits;
}

void addPeak(const ModelCurve& curve, std::size_t model, double most, SweepChart& chart) {
    if (curve.fits.empty()) return;
    const ScalingFit& universal = curve.fits.back();
    // Of a peak beyond what was measured, or unsure, only the sentence beside the chart speaks.
    if (!universal.peak || !universal.peakInterval || *universal.peak > most) return;
    ChartMark mark;
    mark.kind = ChartMark::Kind::Peak;
    mark.x = *universal.peak;
    mark.band = {universal.peakInterval->low, universal.peakInterval->high};
    mark.model = model;
    mark.text = Words::tr("%1: beyond %2 you go backwards")
                    .arg(QString::fromStdString(curve.label), number(*universal.peak, 1));
    mark.sentence = QString::fromStdString(curve.said.empty() ? std::string() : curve.said.back());
    chart.marks.push_back(mark);
}

void addMetg(const ModelCurve& curve, std::size_t model, SweepChart& chart) {
    if (!curve.metg || !curve.metg->ns) return;
    ChartMark mark;
    mark.kind = ChartMark::Kind::Metg;
    mark.x = *curve.metg->ns;
    mark.y = 0.5;
    mark.model = model;
    mark.text = Words::tr("%1: METG %2").arg(QString::fromStdString(curve.label), duration(*curve.metg->ns));
    mark.sentence = QString::fromStdString(curve.said.empty() ? std::string() : curve.said.front());
    chart.marks.push_back(mark);
}

void addCrossOvers(const SweepCurves& curves, SweepChart& chart) {
    for (const NamedCrossOver& crossing : curves.crossOvers) {
        ChartMark mark;
        mark.x = crossing.place.at;
        mark.band = {crossing.place.low, crossing.place.high};
        mark.sure = crossing.place.sure;
        mark.text =
            Words::tr("← %1   %2 →")
                .arg(QString::fromStdString(crossing.fasterBelow), QString::fromStdString(crossing.fasterAbove));
        mark.sentence = QString::fromStdString(crossing.sentence);
        chart.marks.push_back(mark);
    }
}

// Titles and ticks: of the axis' own values where the points stand at them.
void labelAxes(const Sweep& sweep, SweepChart& chart) {
    constexpr int mostX = 8, mostY = 6;
    const QString title = catalogueText(QString::fromStdString(sweep.axis.title));
    if (chart.quantity == CurveQuantity::Efficiency) {
        chart.xTitle = Words::tr("task granularity: wall time × cores / tasks");
        for (const double value : chart.x.steps(mostX))
            chart.xTicks.push_back({value, axisText(value, AxisUnit::Nanoseconds)});
    } else {
        chart.xTitle = title;
        for (const SweepPoint& point : sweep.points)
            chart.xTicks.push_back({point.value, axisText(point.value, sweep.axis.unit)});
    }
    const TimeUnit unit = timeUnitFor(chart.y.high());
    chart.yTitle = chart.quantity == CurveQuantity::WallTime  ? Words::tr("wall time, %1").arg(unit.text())
                   : chart.quantity == CurveQuantity::Speedup ? Words::tr("speed-up, ×")
                                                              : Words::tr("efficiency, % of the best rate");
    for (const double value : chart.y.steps(mostY))
        chart.yTicks.push_back(
            {value, chart.quantity == CurveQuantity::WallTime     ? compact(value / unit.ns)
                    : chart.quantity == CurveQuantity::Efficiency ? compact(value * 100)
                                                                  : compact(value)});
}

ChartAxis::Form formOfY(CurveQuantity quantity, const std::vector<double>& ys) {
    constexpr double wide = 8;
    if (quantity != CurveQuantity::WallTime || ys.empty()) return ChartAxis::Form::Linear;
    const auto [least, most] = std::ranges::minmax(ys);
    return most > wide * least ? ChartAxis::Form::Logarithmic : ChartAxis::Form::Linear;
}

}  // namespace

SweepChart chartOf(const ShownSweep& shown, CurveQuantity quantity) {
    const Sweep& sweep = shown.sweep;
    SweepChart chart;
    chart.quantity = quantity;
    std::vector<double> xs, ys;
    for (std::size_t m = 0; m < shown.curves.models.size(); ++m) {
        ChartCurve curve{
            QString::fromStdString(shown.curves.models[m].label),
            m,
            curvePoints(sweep, shown.curves, m, quantity),
            {}};
        for (const CurvePoint& point : curve.points) {
            xs.push_back(point.x);
            ys.push_back(point.y);
            if (point.interval) ys.push_back(point.interval->second);
        }
        if (!curve.points.empty()) chart.curves.push_back(std::move(curve));
    }
    const bool even = sweep.axis.spacing == Spacing::Even && quantity != CurveQuantity::Efficiency;
    chart.x = ChartAxis::around(even ? ChartAxis::Form::Linear : ChartAxis::Form::Logarithmic, xs);
    if (quantity == CurveQuantity::Efficiency) ys.push_back(1);
    chart.y = ChartAxis::around(formOfY(quantity, ys), ys);
    if (quantity == CurveQuantity::Speedup) {
        chart.ideal = true;
        const double most = xs.empty() ? 0 : std::ranges::max(xs);
        for (ChartCurve& curve : chart.curves) {
            curve.fits = fitsOf(shown.curves.models[curve.model], chart.x);
            addPeak(shown.curves.models[curve.model], curve.model, most, chart);
        }
    }
    if (quantity == CurveQuantity::Efficiency)
        for (const ChartCurve& curve : chart.curves) addMetg(shown.curves.models[curve.model], curve.model, chart);
    else
        addCrossOvers(shown.curves, chart);
    std::ranges::stable_sort(chart.marks, {}, &ChartMark::x);
    labelAxes(sweep, chart);
    return chart;
}

QString quantityName(CurveQuantity quantity) {
    switch (quantity) {
    case CurveQuantity::WallTime:
        return Words::tr("wall time");
    case CurveQuantity::Speedup:
        return Words::tr("speed-up");
    case CurveQuantity::Efficiency:
        break;
    }
    return Words::tr("efficiency");
}

QString readable(const QString& axisValue) {
    qsizetype end = axisValue.size();
    while (end > 0 && axisValue[end - 1].isLetter()) --end;
    bool isNumber = false;
    const double amount = axisValue.left(end).toDouble(&isNumber);
    if (!isNumber) return axisValue;
    const QString unit = axisValue.mid(end);
    return unit.isEmpty() ? compact(amount) : compact(amount) + ' ' + (unit == "us" ? QString("µs") : unit);
}

QString axisText(double value, AxisUnit unit) {
    return readable(
        QString::fromStdString(axisValueText(unit == AxisUnit::Nanoseconds ? std::round(value) : value, unit)));
}

QString sentenceOn(const ShownSweep& shown, const SweepChart& chart, const ChartCurve& curve, const CurvePoint& at) {
    const SweepPoint& point = shown.sweep.points[at.point];
    const SweepSample& sample = point.models[curve.model];
    const auto text = [&](double y) {
        return chart.quantity == CurveQuantity::WallTime  ? duration(y)
               : chart.quantity == CurveQuantity::Speedup ? factor(y)
                                                          : percent(y, 1);
    };
    const QString place = axisText(point.value, shown.sweep.axis.unit);
    QString sentence =
        chart.quantity == CurveQuantity::Efficiency
            ? Words::tr("%1 at %2: %3 of the best rate, with %4 of core time a task.")
                  .arg(curve.name, place, text(at.y), duration(at.x))
        : at.interval ? Words::tr("%1 at %2: %3, 95 % interval %4 to %5.")
                            .arg(curve.name, place, text(at.y), text(at.interval->first), text(at.interval->second))
                      : Words::tr("%1 at %2: %3.").arg(curve.name, place, text(at.y));
    sentence += ' ' + plural(
                          static_cast<long long>(sample.wallsNs.size()), Words::tr("%1 run counts."),
                          Words::tr("%1 runs count."));
    return shown.fileOf(at.point).isEmpty() ? sentence
                                            : sentence + ' ' + Words::tr("Enter, or a click, opens its recording.");
}

}  // namespace corelane
