#include "app/plots/minimap.h"

#include "app/figures.h"
#include "app/plots/runs_plottable.h"
#include "app/plots/time_ticker.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace corelane {

Minimap::Minimap(const Scene& scene, Selection& selection, QWidget* parent)
    : QWidget(parent), m_scene(scene), m_selection(selection) {
    setMouseTracking(true);
    setAccessibleName(tr("All runs over all time, with the visible range"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&selection, &Selection::rangeChanged, this, [this] { update(); });
    connect(&selection, &Selection::shownStatesChanged, this, &Minimap::refresh);
}

QSize Minimap::sizeHint() const {
    return {400, top * 2 + rows() * rowHeight};
}

void Minimap::refresh() {
    m_stale = true;
    updateGeometry();
    update();
}

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) refresh();
    QWidget::changeEvent(event);
}

double Minimap::xOf(Time t) const {
    const TimeRange all = m_selection.extent();
    return m_scene.left() + double(t - all.from) * m_scene.plotWidth() / double(std::max<Duration>(all.length(), 1));
}

Time Minimap::timeAt(double x) const {
    const TimeRange all = m_selection.extent();
    return all.from + static_cast<Time>((x - m_scene.left()) / m_scene.plotWidth() * double(all.length()));
}

void Minimap::renew() {
    const double scale = devicePixelRatioF();
    const QSize size(
        static_cast<int>(std::lround(m_scene.plotWidth() * scale)),
        static_cast<int>(std::lround(rows() * rowHeight * scale)));
    if (!m_stale && m_image.size() == size) return;
    m_stale = false;
    m_image = QImage(size, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(scale);
    const Look& look = lookOf(palette());
    m_image.fill(look.panel);
    const LaneColours colours = RunsPlottable::stateColours(look, m_scene.shownStates);
    const TimeRange all = m_selection.extent();
    std::vector<Column> columns(static_cast<std::size_t>(size.width())), lane(columns.size());
    for (int i = 0; i < static_cast<int>(m_scene.runs.size()); ++i) {
        const DrawnRun& drawn = m_scene.runs[static_cast<std::size_t>(i)];
        // The mean of the workers' lanes: 64 of them must not cost more than their picture is worth.
        std::vector<std::array<std::uint32_t, categoryCount>> sums(columns.size());
        std::vector<std::uint32_t> covered(columns.size(), 0);
        for (const auto& worker : drawn.run->workers) {
            worker->segments.query(drawn.atAxis(all.from), drawn.atAxis(all.to), lane);
            for (std::size_t x = 0; x < lane.size(); ++x) {
                if (!lane[x].covered) continue;
                ++covered[x];
                for (std::size_t s = 0; s < categoryCount; ++s) sums[x][s] += lane[x].share[s];
            }
        }
        for (std::size_t x = 0; x < columns.size(); ++x) {
            columns[x].covered = covered[x] > 0;
            for (std::size_t s = 0; s < categoryCount; ++s)
                columns[x].share[s] = static_cast<std::uint8_t>(covered[x] > 0 ? sums[x][s] / covered[x] : 0);
        }
        const int y = static_cast<int>(std::lround(i * rowHeight * scale));
        const int height = static_cast<int>(std::lround((rowHeight - 1) * scale));
        paintLane(
            columns, colours, reinterpret_cast<std::uint32_t*>(m_image.scanLine(y)), m_image.bytesPerLine() / 4,
            height, 0);
    }
}

void Minimap::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), look.panel);
    if (m_scene.runs.empty()) return;
    renew();
    painter.drawImage(QPointF(m_scene.left(), top), m_image);
    const TimeRange range = m_selection.range();
    const double x1 = std::round(xOf(range.from)), x2 = std::round(xOf(range.to));
    QColor veil = look.panel;
    veil.setAlpha(150);
    const QRectF all(m_scene.left(), top, m_scene.plotWidth(), rows() * rowHeight - 1);
    painter.fillRect(QRectF(all.left(), all.top(), x1 - all.left(), all.height()), veil);
    painter.fillRect(QRectF(x2, all.top(), all.right() - x2, all.height()), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(x1 + 0.5, top - 2.5, std::max(2.0, x2 - x1 - 1), all.height() + 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.accent);
    for (const double x : {x1, x2}) painter.drawRoundedRect(QRectF(x - 1.5, all.center().y() - 5, 4, 10), 2, 2);

    painter.setFont(interfaceFont(11));
    painter.setPen(look.thirdText);
    drawFigures(painter, QRectF(0, top, m_scene.left() - 10, all.height()), Qt::AlignRight, tr("all runs"));
    const double end = double(m_selection.extent().to), step = double(m_selection.extent().length()) / 100;
    drawFigures(
        painter, QRectF(m_scene.right(), top, CompareMetrics::rightGutter - 12, all.height()), Qt::AlignRight,
        axisText(end, step, end, m_scene.whole));
}

Minimap::Grip Minimap::gripAt(double x) const {
    const double x1 = xOf(m_selection.range().from), x2 = xOf(m_selection.range().to);
    constexpr double reach = 5;
    if (std::abs(x - x2) <= reach) return Grip::To;
    if (std::abs(x - x1) <= reach) return Grip::From;
    return x > x1 && x < x2 ? Grip::Whole : Grip::None;
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_scene.runs.empty()) return;
    const double x = event->position().x();
    m_grip = gripAt(x);
    if (m_grip == Grip::None) {
        const TimeRange r = m_selection.range();
        const Time from = timeAt(x) - r.length() / 2;
        m_selection.setRange({from, from + r.length()});
        m_grip = Grip::Whole;
    }
    m_grabbed = timeAt(x);
    m_before = m_selection.range();
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (m_grip == Grip::None) {
        const Grip under = gripAt(x);
        setCursor(
            under == Grip::None    ? Qt::ArrowCursor
            : under == Grip::Whole ? Qt::OpenHandCursor
                                   : Qt::SizeHorCursor);
        return;
    }
    const Duration moved = timeAt(x) - m_grabbed;
    TimeRange r = m_before;
    if (m_grip != Grip::To) r.from += moved;
    if (m_grip != Grip::From) r.to += moved;
    if (r.length() > 0) m_selection.setRange(r);
}

void Minimap::mouseReleaseEvent(QMouseEvent*) {
    m_grip = Grip::None;
}

}  // namespace corelane
