#include "app/plots/sweep_plot.h"

#include "app/figures.h"
#include "app/plots/model_colours.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr int leftMargin = 52, topMargin = 24, bottomMargin = 40, rowHeight = 15, mostRows = 5;
constexpr double reach = 14;  // of the pointer

}  // namespace

SweepPlot::SweepPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Curves of the sweep: the arrow keys walk over its points, Enter opens one"));
}

void SweepPlot::show(SweepChart chart) {
    m_chart = std::move(chart);
    if (m_chart.curves.empty())
        m_place.reset();
    else if (
        !m_place || m_place->curve >= m_chart.curves.size() ||
        m_place->point >= m_chart.curves[m_place->curve].points.size())
        m_place = Place{};
    layOut();
    update();
    emit looked();
}

void SweepPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

double SweepPlot::nameWidth() const {
    const QFontMetricsF metrics(interfaceFont(11, QFont::DemiBold));
    double widest = 24;
    for (const ChartCurve& curve : m_chart.curves) widest = std::max(widest, metrics.horizontalAdvance(curve.name));
    return std::min(widest + 20, width() * 0.3);
}

QRectF SweepPlot::area() const {
    return QRectF(
        leftMargin, topMargin + m_rows * rowHeight, std::max(20.0, width() - leftMargin - nameWidth()),
        std::max(20, height() - topMargin - m_rows * rowHeight - bottomMargin));
}

QPointF SweepPlot::pixel(double x, double y) const {
    const QRectF box = area();
    return {box.left() + m_chart.x.at(x) * box.width(), box.bottom() - m_chart.y.at(y) * box.height()};
}

QPointF SweepPlot::pixelOf(Place place) const {
    const CurvePoint& at = m_chart.curves[place.curve].points[place.point];
    return pixel(at.x, at.y);
}

// Each mark's text stands above the curves in the first row that has room for it; one that finds none is left out,
// and still says its sentence when it is pointed at.
void SweepPlot::layOut() {
    m_labels.clear();
    m_rows = 0;
    const QFontMetricsF metrics(interfaceFont(11));
    std::vector<double> ends;
    const QRectF box = area();
    for (std::size_t i = 0; i < m_chart.marks.size(); ++i) {
        const double x = pixel(m_chart.marks[i].x, 0).x(), wide = metrics.horizontalAdvance(m_chart.marks[i].text);
        const double left = std::clamp(x - wide / 2, box.left(), std::max(box.left(), width() - wide - 4.0));
        std::size_t row = 0;
        while (row < ends.size() && ends[row] > left - 12) ++row;
        if (row == mostRows) continue;
        if (row == ends.size()) ends.push_back(0);
        ends[row] = left + wide;
        m_labels.push_back(
            {QRectF(left, static_cast<double>(topMargin - 4 + static_cast<int>(row) * rowHeight), wide, rowHeight),
             i});
    }
    m_rows = static_cast<int>(ends.size());
}

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

std::optional<SweepPlot::Place> SweepPlot::nearest(QPointF at, double within) const {
    std::optional<Place> found;
    double least = within;
    for (std::size_t c = 0; c < m_chart.curves.size(); ++c)
        for (std::size_t p = 0; p < m_chart.curves[c].points.size(); ++p) {
            const QPointF off = pixelOf({c, p}) - at;
            const double distance = std::hypot(off.x(), off.y());
            if (distance >= least) continue;
            least = distance;
            found = Place{c, p};
        }
    return found;
}

void SweepPlot::moveTo(Place place) {
    if (m_place == place) return;
    m_place = place;
    update();
    emit looked();
}

void SweepPlot::step(int points, int curves) {
    if (!m_place) return;
    Place to = *m_place;
    const auto moved = [](std::size_t at, int by, std::size_t count) {
        return static_cast<std::size_t>(std::clamp(static_cast<int>(at) + by, 0, static_cast<int>(count) - 1));
    };
    if (curves != 0) {
        // To the curve next above or below at this place.
        const double x = m_chart.curves[to.curve].points[to.point].x, y = pixelOf(to).y();
        std::optional<Place> best;
        double least = 1e9;
        for (std::size_t c = 0; c < m_chart.curves.size(); ++c) {
            if (c == to.curve) continue;
            const auto& all = m_chart.curves[c].points;
            const auto at = std::ranges::min_element(all, {}, [x](const CurvePoint& p) { return std::abs(p.x - x); });
            const Place place{c, static_cast<std::size_t>(at - all.begin())};
            const double off = (pixelOf(place).y() - y) * curves;
            if (off < 0 || (off == 0 && (c < to.curve) == (curves > 0)) || off >= least) continue;
            least = off;
            best = place;
        }
        if (best) moveTo(*best);
        return;
    }
    to.point = moved(to.point, points, m_chart.curves[to.curve].points.size());
    moveTo(to);
}

void SweepPlot::keyPressEvent(QKeyEvent* event) {
    constexpr int far = 1 << 20;
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1, 0);
    case Qt::Key_Right:
        return step(1, 0);
    case Qt::Key_Up:
        return step(0, -1);
    case Qt::Key_Down:
        return step(0, 1);
    case Qt::Key_Home:
        return step(-far, 0);
    case Qt::Key_End:
        return step(far, 0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_place) emit chosen(m_chart.curves[m_place->curve].points[m_place->point].point);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SweepPlot::mouseMoveEvent(QMouseEvent* event) {
    const auto near = nearest(event->position(), reach);
    setCursor(near ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (near) return moveTo(*near);
    for (const Label& label : m_labels)
        if (label.box.contains(event->position())) return emit markLooked(m_chart.marks[label.mark].sentence);
    for (const ChartMark& mark : m_chart.marks)
        if (area().contains(event->position()) &&
            std::abs(pixel(mark.x, m_chart.y.low()).x() - event->position().x()) < 4)
            return emit markLooked(mark.sentence);
}

void SweepPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    const auto near = nearest(event->position(), reach);
    if (!near) return;
    moveTo(*near);
    emit chosen(m_chart.curves[near->curve].points[near->point].point);
}

void SweepPlot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
    emit looked();
}

void SweepPlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void SweepPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    QWidget::changeEvent(event);
}

}  // namespace corelane
