// What is drawn of a sweep: curves, what was fitted to them, and the marks beside them. Plain values, made of the
// figures of engine/sweeps; SweepPlot paints them.
#pragma once

#include "app/plots/chart_axis.h"
#include "app/sweeps/sweeps.h"
#include "engine/sweeps/curve_points.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace corelane {

struct ChartFit {
    ScalingLaw law = ScalingLaw::Universal;
    QString name;  // of the law
    std::vector<QPointF> line;
};

struct ChartCurve {
    QString name;
    std::size_t model = 0;           // in the sweep
    std::vector<CurvePoint> points;  // ascending
    std::vector<ChartFit> fits;      // a law each, the Universal one last; empty where nothing was fitted
};

struct ChartMark {
    enum class Kind { Peak, Metg, CrossOver } kind = Kind::CrossOver;
    double x = 0, y = 0;  // y: of METG alone
    std::optional<std::pair<double, double>> band;
    std::optional<std::size_t> model;  // whose it is, of a peak and METG
    bool sure = true;
    QString text, sentence;
};

struct SweepChart {
    CurveQuantity quantity = CurveQuantity::WallTime;
    ChartAxis x, y;
    QString xTitle, yTitle;
    std::vector<ChartTick> xTicks, yTicks;  // as many as there may be; the plot leaves out what has no room
    std::vector<ChartCurve> curves;         // none without points
    std::vector<ChartMark> marks;           // by x
    bool ideal = false;                     // the line y = x is drawn
};

SweepChart chartOf(const ShownSweep&, CurveQuantity);

QString quantityName(CurveQuantity);
// "4 µs", "16", "64 KiB", "0.25": as one reads it; readable() of what the engine writes for it.
QString readable(const QString& axisValue);
QString axisText(double value, AxisUnit);
// One full sentence on a point of a curve: where it is, what was measured and how sure.
QString sentenceOn(const ShownSweep&, const SweepChart&, const ChartCurve&, const CurvePoint&);

}  // namespace corelane
