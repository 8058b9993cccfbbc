#include "app/plots/lane_text.h"

#include "app/figures.h"

#include <QPainter>
#include <QStaticText>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace corelane {
namespace {

constexpr double bordersFrom = 6, labelsFrom = 22, padding = 4;

bool visible(const Scene& scene, const QRect& r) {
    return r.bottom() >= scene.top() && r.top() < scene.height;
}

struct Label {
    QStaticText text;
    double width = 0;
};

// Laying a text out costs more than painting it; the same few hundred names come again every frame.
const Label& labelOf(const QString& text, const QFont& font) {
    static std::unordered_map<QString, Label> known;
    if (known.size() > 20000) known.clear();
    auto [found, added] = known.try_emplace(text);
    if (added) {
        found->second.text = QStaticText(text);
        found->second.text.setTextFormat(Qt::PlainText);
        found->second.text.setPerformanceHint(QStaticText::AggressiveCaching);
        found->second.text.prepare({}, font);
        found->second.width = QFontMetricsF(font).horizontalAdvance(text);
    }
    return found->second;
}

void paintSpansOf(QPainter& painter, const Scene& scene, const Look& look, const LaneRow& row, const QFont& font) {
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(row.run)];
    const Lane& lane = *scene.lane(row);
    const QRect rect = scene.rectOf(row);
    const Time begin = drawn.begin(), from = begin + scene.range.from, to = begin + scene.range.to;
    const std::size_t last = lane.spans.partitionPoint([to](const Span& s) { return s.begin < to; });
    std::size_t first = lane.spans.partitionPoint([from](const Span& s) { return s.begin < from; });
    if (last - first > static_cast<std::size_t>(scene.plotWidth())) return;  // no room for borders, still less for names
    if (first > 0) --first;  // the one that is already under way
    const double nsPerPixel = scene.nsPerPixel();
    const double centre = rect.top() + rect.height() / 2.0;
    for (std::size_t i = first; i < last; ++i) {
        const Span& span = lane.spans[i];
        const Time end = std::min(span.end > 0 ? span.end : to, to);
        if (end <= from || double(end - span.begin) < bordersFrom * nsPerPixel) continue;
        const double x1 = std::max<double>(scene.left(), scene.xOf(span.begin - begin));
        const QColor& fill = look.of(span.state);
        if (span.begin > from && span.task != 0)
            painter.fillRect(QRectF(std::round(x1), rect.top(), 1, rect.height()),
                QColor::fromRgb(mix(fill.rgb() & 0xffffffu, look.panel.rgb() & 0xffffffu, 0.6) | 0xff000000u));
        // Room for a name reaches as far as this span is the innermost one and its state is on top.
        Time free = end;
        if (i + 1 < lane.spans.size() && lane.spans[i + 1].begin < free) free = lane.spans[i + 1].begin;
        const Time start = std::max(span.begin, from);
        const std::size_t at = lane.segments.find(start);
        if (at < lane.segments.size()) {
            const SegmentIndex::Segment segment = lane.segments.segment(at);
            if (segment.begin > start || segment.category != static_cast<std::uint8_t>(span.state)) continue;
            free = std::min(free, segment.end);
        }
        const double room = std::min<double>(scene.right(), scene.xOf(free - begin)) - x1 - 2 * padding;
        if (room + 2 * padding < labelsFrom) continue;
        if ((scene.shownStates >> static_cast<unsigned>(span.state) & 1u) == 0) continue;
        const Label* label = nullptr;
        if (span.task != 0) {
            label = &labelOf(QString::fromStdString(drawn.run->naming.name(span.task)), font);
            if (label->width > room) label = &labelOf(QString::fromStdString(drawn.run->naming.shortName(span.task)), font);
        } else if (span.state != State::Idle) {
            const std::string_view state = stateName(span.state);
            label = &labelOf(QString::fromUtf8(state.data(), static_cast<qsizetype>(state.size())), font);
        }
        if (!label || label->width > room) continue;
        painter.setPen(look.labelOn(span.state));
        painter.drawStaticText(QPointF(std::round(x1 + padding), centre - label->text.size().height() / 2), label->text);
    }
}

}  // namespace

QString coreNames(const Run& run) {
    if (run.cores.empty()) return {};
    const int first = run.cores.front()->index, last = run.cores.back()->index;
    if (run.cores.size() == 1) return QString("core %1").arg(first);
    if (last - first + 1 == static_cast<int>(run.cores.size())) return QString("cores %1–%2").arg(first).arg(last);
    return QString("%1 cores").arg(run.cores.size());
}

void paintLaneNames(QPainter& painter, const Scene& scene, const Look& look, const RangeBalance& balances) {
    painter.setFont(interfaceFont(11));
    for (const LaneRow& row : scene.layout.rows()) {
        const QRect rect = scene.rectOf(row);
        if (!visible(scene, rect)) continue;
        const QRectF gutter(0, rect.top(), scene.left() - 10, rect.height());
        const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(row.run)];
        painter.setPen(look.thirdText);
        if (row.kind == LaneKind::Core) {
            if (scene.layout.coresOpen()) {
                drawFigures(painter, gutter, Qt::AlignRight, QString::fromStdString(scene.lane(row)->name));
            } else if (row.lane == 0) {
                const RunBand& band = scene.layout.runs()[static_cast<std::size_t>(row.run)];
                const QRectF block(0, scene.yOf(band.lanesY), gutter.width(), std::max(12, band.coresBottom - band.lanesY));
                drawFigures(painter, block, Qt::AlignRight, coreNames(*drawn.run));
            }
            continue;
        }
        const Lane& lane = *scene.lane(row);
        painter.setPen(row.kind == LaneKind::Counter ? look.thirdText : look.secondText);
        const QString name = QFontMetricsF(painter.font())
                                 .elidedText(QString::fromStdString(lane.name), Qt::ElideRight, gutter.width() - 8);
        drawFigures(painter, gutter, Qt::AlignRight, name);
        if (row.kind != LaneKind::Worker) continue;
        const RunShares* shares = balances.of(drawn.run.get());
        const auto worker = static_cast<std::size_t>(row.lane);
        if (!shares || worker >= shares->usefulOfWorker.size() || !shares->usefulOfWorker[worker]) continue;
        const QRectF right(scene.right(), rect.top(), CompareMetrics::rightGutter - CompareMetrics::margin, rect.height());
        drawFigures(painter, right, Qt::AlignRight, percent(*shares->usefulOfWorker[worker], 0));
    }
}

void paintSpanLabels(QPainter& painter, const Scene& scene, const Look& look) {
    const QFont font = interfaceFont(11);
    painter.setFont(font);
    for (const LaneRow& row : scene.layout.rows())
        if (row.kind == LaneKind::Worker && visible(scene, scene.rectOf(row)))
            paintSpansOf(painter, scene, look, row, font);
}

void paintCounters(QPainter& painter, const Scene& scene, const Look& look) {
    for (const LaneRow& row : scene.layout.rows()) {
        if (row.kind != LaneKind::Counter) continue;
        const QRect rect = scene.rectOf(row);
        if (!visible(scene, rect)) continue;
        const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(row.run)];
        const Lane& lane = *scene.lane(row);
        const auto& points = lane.points;
        if (points.empty()) continue;
        const auto indexAt = [&](Time t) {
            return points.partitionPoint([t](const CounterPoint& p) { return p.time <= t; });
        };
        // A column shows the largest value in it; a burst between two columns must not vanish.
        const Time begin = drawn.begin();
        std::int64_t largest = 1;
        std::vector<std::int64_t> tops(static_cast<std::size_t>(rect.width()), -1);
        std::size_t index = indexAt(begin + scene.range.from);
        for (int x = 0; x < rect.width(); ++x) {
            const Time columnEnd = begin + scene.timeAt(scene.left() + x + 1);
            if (begin + scene.timeAt(scene.left() + x) > drawn.begin() + drawn.wall()) break;
            std::int64_t top = index > 0 ? points[index - 1].value : -1;
            constexpr int mostSteps = 4096;
            int steps = 0;
            for (; index < points.size() && points[index].time < columnEnd; ++index) {
                if (++steps > mostSteps) {
                    index = indexAt(columnEnd - 1);
                    break;
                }
                top = std::max(top, points[index].value);
            }
            tops[static_cast<std::size_t>(x)] = top;
            largest = std::max(largest, top);
        }
        QColor area = look.accent;
        area.setAlpha(look.dark ? 70 : 46);
        int previous = -1;
        for (int x = 0; x < rect.width(); ++x) {
            const std::int64_t top = tops[static_cast<std::size_t>(x)];
            if (top < 0) continue;
            const int h = static_cast<int>(std::lround(double(top) * (rect.height() - 2) / double(largest)));
            const int y = rect.bottom() - h;
            painter.fillRect(rect.left() + x, y + 1, 1, h, area);
            const int from = previous < 0 ? y : std::min(previous, y), to = previous < 0 ? y : std::max(previous, y);
            painter.fillRect(rect.left() + x, from, 1, to - from + 1, look.accent);
            previous = y;
        }
        painter.setFont(interfaceFont(11));
        painter.setPen(look.thirdText);
        const QString most = QString::number(largest) + (lane.unit.empty() ? "" : ' ' + QString::fromStdString(lane.unit));
        const QRectF right(scene.right() + 4, rect.top(), CompareMetrics::rightGutter - 6, 13);
        const bool fits = figuresWidth(QFontMetricsF(painter.font()), most) <= right.width();
        drawFigures(painter, right, Qt::AlignLeft, fits ? most : QString::number(largest));
    }
}

}  // namespace corelane
