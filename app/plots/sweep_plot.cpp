#include "app/plots/sweep_plot.h"

#include "app/theme.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr int topMargin = 24, bottomMargin = 40, rowHeight = 15, mostRows = 5;
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
