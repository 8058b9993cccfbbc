#include "app/plots/overlay.h"

#include "app/figures.h"
#include "app/plots/path_line.h"
#include "app/plots/time_ticker.h"
#include "app/state_words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

void haloRect(QPainter& painter, QRectF rect, const QColor& ink, const QColor& halo) {
    if (rect.width() < 7) rect.adjust(-(7 - rect.width()) / 2, 0, (7 - rect.width()) / 2, 0);
    rect = QRectF(std::round(rect.left()) + 0.5, rect.top() + 0.5, std::round(rect.width()) - 1, rect.height() - 1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 4));
    painter.drawRoundedRect(rect, 2, 2);
    painter.setPen(QPen(ink, 1.8));
    painter.drawRoundedRect(rect, 2, 2);
}

void tag(
    QPainter& painter, const QRectF& box, const QString& text, const QColor& back, const QColor& ink,
    const QColor& halo) {
    painter.setPen(QPen(halo, 1.5));
    painter.setBrush(back);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    drawFigures(painter, box, Qt::AlignHCenter, text);
}

}  // namespace

Overlay::Overlay(const Scene& scene, const Selection& selection, QWidget* parent)
    : QWidget(parent), m_scene(scene), m_selection(selection) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void Overlay::showHover(QPoint at, QStringList tip, std::optional<ArrowHit> arrow) {
    m_pointer = at;
    m_arrow = arrow;
    m_pointerInside = true;
    m_tip = std::move(tip);
    update();
}

void Overlay::hideHover() {
    if (!m_pointerInside) return;
    m_pointerInside = false;
    m_arrow.reset();
    m_tip.clear();
    update();
}

std::optional<Overlay::Box> Overlay::boxOf(std::size_t run, const SpanPlace& place) const {
    const DrawnRun& drawn = m_scene.runs[run];
    const auto row = m_scene.layout.row(place.kind, static_cast<int>(run), place.lane);
    if (!row) return std::nullopt;
    const QRect lane = m_scene.rectOf(*row);
    Box box;
    box.begin = drawn.onAxis(place.begin);
    const double x1 = m_scene.xOf(box.begin), x2 = m_scene.xOf(drawn.onAxis(place.end));
    box.y = lane.top();
    box.height = lane.height();
    box.outside = x2 < m_scene.left() ? -1 : x1 > m_scene.right() ? 1 : 0;
    box.visible = box.outside == 0 && lane.bottom() > m_scene.top() && lane.top() < m_scene.height;
    const double left = std::max(x1, double(m_scene.left())), right = std::min(x2, double(m_scene.right()));
    box.rect = QRectF(left, lane.top(), std::max(1.0, right - left), lane.height());
    return box;
}

void Overlay::paintTask(QPainter& painter, TaskIndex task) const {
    for (std::size_t i = 0; i < m_scene.runs.size(); ++i) {
        const Run& run = *m_scene.runs[i].run;
        const auto place = placeOf(run, task);
        if (place)
            paintPlace(painter, i, *place, QString::fromStdString(run.naming.shortName(task)), lookOf(palette()).ink);
    }
}

void Overlay::paintPlace(
    QPainter& painter, std::size_t run, const SpanPlace& place, const QString& name, const QColor& ink) const {
    const Look& look = lookOf(palette());
    const auto box = boxOf(run, place);
    if (!box || box->y + box->height < m_scene.top()) return;
    if (box->visible) {
        haloRect(painter, box->rect, ink, look.panel);
    } else if (box->outside != 0) {
        const double step = double(m_scene.range.length()) / 100;
        const QString when =
            tr("%1 at %2").arg(name, axisText(double(box->begin), step, double(box->begin), m_scene.whole));
        const QString text = box->outside < 0 ? QString("◂ ") + when : when + " ▸";
        painter.setFont(interfaceFont(11, QFont::DemiBold));
        const double width = figuresWidth(QFontMetricsF(painter.font()), text) + 14;
        const double x = box->outside < 0 ? m_scene.left() + 2 : m_scene.right() - width - 2;
        tag(painter, QRectF(x, box->y, width, std::max(box->height, 16)), text, ink, look.panel, look.panel);
    }
}

void Overlay::paintEdges(QPainter& painter, std::size_t i) const {
    const Look& look = lookOf(palette());
    for (const Arrow& arrow : arrowsOf(m_scene, i, m_selection.task())) {
        const Edge& edge = arrow.edge;
        const bool pointed = m_arrow && m_arrow->run == static_cast<int>(i) && m_arrow->edge.toTime == edge.toTime &&
                             m_arrow->edge.fromTime == edge.fromTime && m_arrow->edge.toLane == edge.toLane;
        const QPointF a = arrow.path.elementAt(0), b = arrow.path.currentPosition();
        QPolygonF head;
        head << b + QPointF(1.5, 0) << b + QPointF(-5.5, -3.6) << b + QPointF(-5.5, 3.6);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.panel, pointed ? 5 : 3.6));
        painter.drawPath(arrow.path);
        painter.setPen(QPen(look.ink, pointed ? 2.6 : 1.4));
        painter.drawPath(arrow.path);
        painter.setPen(QPen(look.panel, 1.2));
        painter.setBrush(look.ink);
        painter.drawPolygon(head);
        painter.drawEllipse(a, 3.2, 3.2);
    }
}

void Overlay::paintPaths(QPainter& painter) {
    if (m_scene.paths.size() != m_scene.runs.size()) return;
    // A pointer that moves repaints the overlay; the lines are new only when the scene is.
    const PathKey key{m_scene.paths, m_scene.range, m_scene.width, m_scene.scroll, m_scene.layout.height()};
    if (key != m_pathKey) {
        m_pathKey = key;
        m_paths.clear();
        for (std::size_t i = 0; i < m_scene.runs.size(); ++i)
            m_paths.push_back(m_scene.paths[i] ? pathLine(m_scene, i, *m_scene.paths[i]) : QPainterPath());
    }
    const Look& look = lookOf(palette());
    painter.setBrush(Qt::NoBrush);
    for (const QPainterPath& path : m_paths) {
        painter.setPen(QPen(look.panel, 5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter.drawPath(path);
        painter.setPen(QPen(look.accent, 2.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter.drawPath(path);
    }
}

void Overlay::paintCursor(QPainter& painter) const {
    if (!m_pointerInside || m_pointer.x() < m_scene.left() || m_pointer.x() >= m_scene.right()) return;
    const Look& look = lookOf(palette());
    QPen pen(look.ink, 1, Qt::CustomDashLine);
    pen.setDashPattern({1, 2});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    for (const RunBand& band : m_scene.layout.runs()) {
        const int top = std::max(m_scene.yOf(band.lanesY), m_scene.top()), bottom = m_scene.yOf(band.lanesBottom);
        if (bottom > top) painter.drawLine(m_pointer.x(), top, m_pointer.x(), bottom);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interfaceFont(12, QFont::DemiBold));
    const double largest = std::max(std::abs(double(m_scene.range.from)), std::abs(double(m_scene.range.to)));
    const QString text =
        axisText(double(m_scene.timeAt(m_pointer.x())), m_scene.nsPerPixel(), largest, m_scene.whole);
    const double width = figuresWidth(QFontMetricsF(painter.font()), text) + 16;
    const double x = std::clamp(m_pointer.x() - width / 2, 2.0, std::max(2.0, m_scene.width - width - 2.0));
    tag(painter, QRectF(x, height() - 22, width, 19), text, look.ink, look.panel, look.panel);
}

void Overlay::paintMeasured(QPainter& painter) const {
    const auto& measured = m_selection.measured();
    if (!measured) return;
    const Look& look = lookOf(palette());
    const double x1 = std::max(double(m_scene.left()), m_scene.xOf(measured->from));
    const double x2 = std::min(double(m_scene.right()), m_scene.xOf(measured->to));
    if (x2 < m_scene.left() || x1 > m_scene.right()) return;
    QColor band = look.accent;
    band.setAlpha(look.dark ? 56 : 40);
    painter.fillRect(QRectF(x1, m_scene.top(), x2 - x1, height() - m_scene.top()), band);
    for (const double x : {x1, x2}) painter.fillRect(QRectF(std::round(x), m_scene.top(), 1, height()), look.accent);
    painter.setFont(interfaceFont(12, QFont::DemiBold));
    const double length = double(measured->length());
    const QString text = m_scene.whole > 0 ? percent(length / double(m_scene.whole), 2) : duration(length);
    const double width = figuresWidth(QFontMetricsF(painter.font()), text) + 16;
    const double x = std::clamp(
        (x1 + x2 - width) / 2, double(m_scene.left()), std::max(double(m_scene.left()), m_scene.right() - width));
    tag(painter, QRectF(x, m_scene.top() + 4, width, 19), text, look.accent, look.onAccent, look.panel);
}

// A line through all lanes, but not through the heads, with a flag at its foot, which holds as many words as there is
// room up to the next one.
void Overlay::paintNotes(QPainter& painter) const {
    constexpr double flag = 16, pole = 6;
    const Look& look = lookOf(palette());
    painter.setFont(interfaceFont(11, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    double next = m_scene.right() + CompareMetrics::rightGutter;
    // From the last to the first: each knows what is right of it.
    for (auto note = m_scene.notes.rbegin(); note != m_scene.notes.rend(); ++note) {
        const double x = std::round(m_scene.xOf(note->from)), end = m_scene.xOf(note->to);
        if (x < m_scene.left() || x > m_scene.right()) continue;
        for (const RunBand& band : m_scene.layout.runs()) {
            const int top = std::max(m_scene.yOf(band.lanesY), m_scene.top()), bottom = m_scene.yOf(band.lanesBottom);
            if (bottom > top) painter.fillRect(QRectF(x, top, 1, bottom - top), look.warn);
        }
        if (!note->span && end > x + 1)
            painter.fillRect(QRectF(x, height() - 26, std::min(end, double(m_scene.right())) - x, 2), look.warn);
        const QString words = metrics.elidedText(note->text, Qt::ElideRight, std::min(240.0, next - x - 22));
        const bool fits = words.size() > 2;
        const double width = fits ? metrics.horizontalAdvance(words) + 12 : pole;
        const QRectF box(x, height() - 24 - flag, width, flag);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.warn);
        painter.drawRoundedRect(box, 2, 2);
        painter.setPen(look.panel);
        if (fits) painter.drawText(box, Qt::AlignCenter, words);
        next = x;
    }
}

void Overlay::paintTip(QPainter& painter) const {
    if (!m_pointerInside || m_tip.isEmpty()) return;
    const Look& look = lookOf(palette());
    const QFont strong = interfaceFont(12, QFont::DemiBold), body = interfaceFont(11);
    const QFontMetricsF strongMetrics(strong), bodyMetrics(body);
    double width = 0;
    for (qsizetype i = 0; i < m_tip.size(); ++i)
        width = std::max(width, figuresWidth(i == 0 ? strongMetrics : bodyMetrics, m_tip[i]));
    const QSizeF size(std::ceil(width) + 22, 14 + 18 + 16.0 * double(m_tip.size() - 1));
    double x = m_pointer.x() - size.width() - 14;
    if (x < 4) x = m_pointer.x() + 16;
    x = std::min(x, std::max(4.0, this->width() - size.width() - 4.0));
    double y = m_pointer.y() - size.height() / 2;
    // Keeps clear of the head of the run it speaks of.
    if (const int run = m_scene.layout.runAt(m_scene.contentY(m_pointer.y())); run >= 0)
        y = std::max(y, double(m_scene.yOf(m_scene.layout.runs()[static_cast<std::size_t>(run)].lanesY)));
    y = std::clamp(y, double(m_scene.top()) + 2, std::max(m_scene.top() + 2.0, height() - size.height() - 26.0));
    const QRectF box(QPointF(std::round(x), std::round(y)), size);
    painter.setPen(Qt::NoPen);
    for (int i = 3; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, look.dark ? 40 : 14));
        painter.drawRoundedRect(box.adjusted(-i, -i + 2, i, i + 2), 6 + i, 6 + i);
    }
    painter.setBrush(look.panel);
    painter.setPen(QPen(look.line, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double line = box.top() + 7;
    for (qsizetype i = 0; i < m_tip.size(); ++i) {
        painter.setFont(i == 0 ? strong : body);
        painter.setPen(i == 0 ? look.text : look.secondText);
        const double height = i == 0 ? 18 : 16;
        drawFigures(painter, QRectF(box.left() + 11, line, box.width() - 22, height), Qt::AlignLeft, m_tip[i]);
        line += height;
    }
}

void Overlay::paintEvent(QPaintEvent*) {
    if (m_scene.runs.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look& look = lookOf(palette());
    painter.setClipRect(QRect(0, m_scene.top(), width(), height() - m_scene.top()));
    paintMeasured(painter);
    paintNotes(painter);
    painter.save();
    painter.setClipRect(QRect(m_scene.left(), m_scene.top(), m_scene.plotWidth(), height() - m_scene.top()));
    paintPaths(painter);
    for (std::size_t i = 0; i < m_scene.runs.size(); ++i) paintEdges(painter, i);
    painter.restore();
    if (m_selection.task() != 0) paintTask(painter, m_selection.task());
    if (const auto& span = m_selection.span()) {
        for (std::size_t i = 0; i < m_scene.runs.size(); ++i) {
            const Run& run = *m_scene.runs[i].run;
            if (run.info.number != span->run || !laneOf(run, *span)) continue;
            const QString name = titleOf(*m_scene.trace, run, *span);
            paintPlace(painter, i, *span, name, look.accent);
        }
    }
    const TaskIndex hovered = m_selection.hover().task;
    if (hovered != 0 && hovered != m_selection.task()) paintTask(painter, hovered);
    if (m_scene.dropAt) {
        const auto& bands = m_scene.layout.runs();
        const auto before = static_cast<std::size_t>(*m_scene.dropAt);
        const int y = m_scene.yOf(before < bands.size() ? bands[before].headerY : m_scene.layout.height());
        painter.fillRect(QRect(0, y - 2, width(), 3), look.accent);
    }
    paintCursor(painter);
    paintTip(painter);
}

}  // namespace corelane
