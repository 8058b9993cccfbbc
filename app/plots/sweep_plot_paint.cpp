// How the curves of a sweep are painted.
#include "app/figures.h"
#include "app/plots/model_colours.h"
#include "app/plots/sweep_plot.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace corelane {

void SweepPlot::paintAxes(QPainter& painter, const Look& look) const {
    const QRectF box = area();
    painter.setFont(interfaceFont(11));
    const QFontMetricsF metrics(painter.font());
    for (const ChartTick& tick : m_chart.yTicks) {
        const double y = std::round(pixel(m_chart.x.low(), tick.value).y());
        if (y < box.top() - 1 || y > box.bottom() + 1) continue;
        painter.fillRect(QRectF(box.left(), y, box.width(), 1), look.faintLine);
        painter.setPen(look.thirdText);
        drawFigures(painter, QRectF(0, y - 8, leftMargin - 6, 16), Qt::AlignRight, tick.text);
    }
    double end = -1e9;
    for (const ChartTick& tick : m_chart.xTicks) {
        const double x = std::round(pixel(tick.value, m_chart.y.low()).x()),
                     half = figuresWidth(metrics, tick.text) / 2;
        painter.fillRect(QRectF(x, box.bottom(), 1, 4), look.line);
        if (x - half < end + 8 || x + half > width()) continue;
        painter.setPen(look.thirdText);
        drawFigures(painter, QRectF(x - half, box.bottom() + 4, 2 * half, 16), Qt::AlignHCenter, tick.text);
        end = x + half;
    }
    painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), look.line);
    painter.setPen(look.secondText);
    painter.drawText(QRectF(box.left(), height() - 18, box.width(), 16), Qt::AlignCenter, m_chart.xTitle);
    painter.drawText(QRectF(6, 2, width() - 12, 16), Qt::AlignLeft | Qt::AlignVCenter, m_chart.yTitle);
    if (m_chart.quantity == CurveQuantity::Efficiency) {
        painter.setPen(QPen(look.thirdText, 1, Qt::DotLine));
        painter.drawLine(pixel(m_chart.x.low(), 0.5), pixel(m_chart.x.high(), 0.5));
    }
    if (!m_chart.ideal) return;
    painter.save();
    painter.setClipRect(box);
    painter.setPen(QPen(look.thirdText, 1, Qt::DashLine));
    QPolygonF line;
    for (int i = 0; i <= 40; ++i) {
        const double n = m_chart.x.value(i / 40.0);
        line << pixel(n, n);
    }
    painter.drawPolyline(line);
    painter.restore();
    // Beside the line, where it leaves the area.
    const double leaves = std::min(m_chart.y.high(), m_chart.x.high());
    const QPointF at = pixel(leaves, leaves);
    painter.setPen(look.thirdText);
    painter.drawText(QRectF(at.x() - 60, at.y() + 2, 54, 14), Qt::AlignRight, tr("ideal"));
}

void SweepPlot::paintMarks(QPainter& painter, const Look& look) const {
    const QRectF box = area();
    for (const ChartMark& mark : m_chart.marks) {
        const double x = pixel(mark.x, m_chart.y.low()).x();
        if (mark.band) {
            const double low = std::max(box.left(), pixel(mark.band->first, m_chart.y.low()).x()),
                         high = std::min(box.right(), pixel(mark.band->second, m_chart.y.low()).x());
            // Of a peak there is one a model; of cross-overs there may be many, whose veils would hide each other.
            constexpr double strip = 5;
            const bool peak = mark.kind == ChartMark::Kind::Peak;
            QColor veil = mark.model ? modelColour(look, *mark.model) : look.text;
            veil.setAlpha(peak ? 26 : 40);
            painter.fillRect(
                QRectF(
                    low, peak ? box.top() : box.bottom() - strip, std::max(0.0, high - low),
                    peak ? box.height() : strip),
                veil);
        }
        const QColor colour = mark.model ? modelColour(look, *mark.model) : look.secondText;
        painter.setPen(QPen(colour, 1, mark.sure ? Qt::DashLine : Qt::DotLine));
        const double top = mark.kind == ChartMark::Kind::Metg ? pixel(mark.x, mark.y).y() : box.top();
        painter.drawLine(QPointF(x, top), QPointF(x, box.bottom()));
        if (mark.kind == ChartMark::Kind::Metg) {
            painter.setPen(QPen(colour, 1.6));
            painter.setBrush(look.panel);
            painter.drawEllipse(pixel(mark.x, mark.y), 4, 4);
            painter.setBrush(Qt::NoBrush);
        }
    }
    painter.setFont(interfaceFont(11));
    for (const Label& label : m_labels) {
        const ChartMark& mark = m_chart.marks[label.mark];
        const double x = pixel(mark.x, m_chart.y.low()).x();
        painter.setPen(QPen(look.line, 1));
        const double foot = mark.kind == ChartMark::Kind::Metg ? pixel(mark.x, mark.y).y() - 5 : box.top();
        painter.drawLine(QPointF(x, label.box.bottom() - 2), QPointF(x, foot));
        painter.fillRect(label.box, look.panel);
        painter.setPen(mark.model ? modelColour(look, *mark.model) : look.secondText);
        painter.drawText(label.box, Qt::AlignLeft | Qt::AlignVCenter, mark.text);
    }
}

void SweepPlot::paintCurve(QPainter& painter, const Look& look, const ChartCurve& curve) const {
    const QColor colour = modelColour(look, curve.model);
    QPolygonF band, low;
    for (const CurvePoint& at : curve.points) {
        if (!at.interval) continue;
        band << pixel(at.x, at.interval->second);
        low << pixel(at.x, at.interval->first);
    }
    std::ranges::reverse(low);
    QColor veil = colour;
    veil.setAlpha(look.dark ? 60 : 44);
    painter.setPen(Qt::NoPen);
    painter.setBrush(veil);
    painter.drawPolygon(band + low);
    painter.setBrush(Qt::NoBrush);
    // Where something was fitted its line is the curve; what was measured stands as points.
    QPolygonF line;
    for (const CurvePoint& at : curve.points) line << pixel(at.x, at.y);
    painter.setPen(QPen(colour, curve.fits.empty() ? 1.6 : 1.1));
    painter.drawPolyline(line);
    for (const CurvePoint& at : curve.points) {
        if (at.interval) {
            painter.setPen(QPen(colour, 1));
            painter.drawLine(pixel(at.x, at.interval->first), pixel(at.x, at.interval->second));
        }
        paintModelMark(painter, pixel(at.x, at.y), curve.model, colour);
    }
}

void SweepPlot::paintFits(QPainter& painter, const Look& look, const ChartCurve& curve, bool all) const {
    painter.setFont(interfaceFont(10));
    for (const ChartFit& fit : curve.fits) {
        if (!all && fit.law != ScalingLaw::Universal) continue;
        QPolygonF line;
        for (const QPointF& p : fit.line) line << pixel(p.x(), p.y());
        QColor colour = modelColour(look, curve.model);
        if (fit.law != ScalingLaw::Universal) colour.setAlpha(150);
        painter.setPen(QPen(
            colour, 1.4,
            fit.law == ScalingLaw::Universal ? Qt::DashLine
            : fit.law == ScalingLaw::Amdahl  ? Qt::DotLine
                                             : Qt::DashDotLine));
        painter.drawPolyline(line);
        if (!all || line.isEmpty()) continue;
        // Each a little further left, so that laws which end alike do not write over each other.
        const qsizetype at = line.size() *
                             (fit.law == ScalingLaw::Universal ? 7
                              : fit.law == ScalingLaw::Amdahl  ? 8
                                                               : 9) /
                             10;
        painter.drawText(line[at] + QPointF(-8, -5), fit.name);
    }
}

void SweepPlot::paintNames(QPainter& painter, const Look& look) const {
    struct Name {
        const ChartCurve* curve;
        QPointF end;
        double y;
    };
    std::vector<Name> names;
    for (const ChartCurve& curve : m_chart.curves) {
        const QPointF end = pixel(curve.points.back().x, curve.points.back().y);
        names.push_back({&curve, end, end.y()});
    }
    std::ranges::sort(names, {}, &Name::y);
    constexpr double apart = 15;
    const QRectF box = area();
    for (std::size_t i = 1; i < names.size(); ++i) names[i].y = std::max(names[i].y, names[i - 1].y + apart);
    // What was pushed over the lower edge pushes back.
    double limit = box.bottom() + 4;
    for (auto name = names.rbegin(); name != names.rend(); ++name, limit -= apart) name->y = std::min(name->y, limit);
    painter.setFont(interfaceFont(11, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    for (const Name& name : names) {
        const QColor colour = modelColour(look, name.curve->model);
        const double left = box.right() + 10;
        painter.setPen(QPen(look.line, 1));
        painter.drawLine(name.end + QPointF(5, 0), QPointF(left - 2, name.y));
        painter.setPen(colour);
        painter.drawText(
            QRectF(left, name.y - 8, width() - left - 2, 16), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(name.curve->name, Qt::ElideRight, width() - left - 2));
    }
}

void SweepPlot::paintPlace(QPainter& painter, const Look& look) const {
    if (!m_place) return;
    const QPointF at = pixelOf(*m_place);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.panel, 4));
    painter.drawEllipse(at, 7, 7);
    painter.setPen(QPen(hasFocus() ? look.accent : look.thirdText, 1.8));
    painter.drawEllipse(at, 7, 7);
}

void SweepPlot::paintEvent(QPaintEvent*) {
    if (m_chart.curves.empty()) return;
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter, look);
    paintMarks(painter, look);
    painter.save();
    painter.setClipRect(area().adjusted(-6, -6, 6, 6));
    for (std::size_t i = 0; i < m_chart.curves.size(); ++i) {
        paintFits(painter, look, m_chart.curves[i], m_place && m_place->curve == i);
        paintCurve(painter, look, m_chart.curves[i]);
    }
    painter.restore();
    paintNames(painter, look);
    paintPlace(painter, look);
}

}  // namespace corelane
