#include "app/plots/lane_text.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/glyph_text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LaneText)
};

constexpr double bordersFrom = 6, labelsFrom = 22, padding = 4;

bool visible(const Scene& scene, const QRect& r) {
    return r.bottom() >= scene.top() && r.top() < scene.height;
}

// The names of one frame, gathered by colour: drawing them together costs a fraction of drawing them one by one.
class Labels {
  public:
    explicit Labels(QPainter& painter) : m_painter(painter), m_font(GlyphFont::of(interfaceFont(11))) {}

    // False: it does not fit into the room.
    bool add(const QRectF& room, const QString& text, const QColor& colour) {
        double width = m_font.width(text);
        const bool shaped = width < 0;
        if (shaped) width = QFontMetricsF(interfaceFont(11)).horizontalAdvance(text);
        if (width > room.width()) return false;
        m_labels.push_back(
            {QPointF(
                 std::round(room.left()), std::round(room.center().y() + (m_font.ascent() - m_font.descent()) / 2)),
             text, colour.rgb(), shaped});
        return true;
    }

    void paint() {
        std::ranges::stable_sort(m_labels, {}, &Label::colour);
        m_painter.setFont(interfaceFont(11));
        for (std::size_t i = 0; i < m_labels.size();) {
            const QRgb colour = m_labels[i].colour;
            m_painter.setPen(QColor(colour));
            for (; i < m_labels.size() && m_labels[i].colour == colour; ++i) {
                if (m_labels[i].shaped)
                    m_painter.drawText(m_labels[i].at, m_labels[i].text);
                else
                    m_font.add(m_labels[i].at, m_labels[i].text);
            }
            m_font.draw(m_painter);
        }
        m_labels.clear();
    }

  private:
    struct Label {
        QPointF at;
        QString text;
        QRgb colour;
        bool shaped;
    };
    QPainter& m_painter;
    GlyphFont& m_font;
    std::vector<Label> m_labels;
};

void paintSpansOf(QPainter& painter, Labels& labels, const Scene& scene, const Look& look, const LaneRow& row) {
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(row.run)];
    const Lane& lane = *scene.lane(row);
    const QRect rect = scene.rectOf(row);
    const Time from = drawn.atAxis(scene.range.from), to = drawn.atAxis(scene.range.to);
    const std::size_t last = lane.spans.partitionPoint([to](const Span& s) { return s.begin < to; });
    std::size_t first = lane.spans.partitionPoint([from](const Span& s) { return s.begin < from; });
    if (last - first > static_cast<std::size_t>(scene.plotWidth()))
        return;                                                         // no room for borders, still less for names
    if (first > 0) --first;                                             // the one that is already under way
    const double nsPerPixel = scene.nsPerPixel() / drawn.axis.stretch;  // of the run's time
    for (std::size_t i = first; i < last; ++i) {
        const Span& span = lane.spans[i];
        const Time end = std::min(span.end > 0 ? span.end : to, to);
        if (end <= from || double(end - span.begin) < bordersFrom * nsPerPixel) continue;
        const double x1 = std::max<double>(scene.left(), scene.xOf(drawn.onAxis(span.begin)));
        const QColor& fill = look.of(span.state);
        if (span.begin > from && span.task != 0)
            painter.fillRect(
                QRectF(std::round(x1), rect.top(), 1, rect.height()),
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
        const double room = std::min<double>(scene.right(), scene.xOf(drawn.onAxis(free))) - x1 - 2 * padding;
        if (room + 2 * padding < labelsFrom) continue;
        if ((scene.shownStates >> static_cast<unsigned>(span.state) & 1u) == 0) continue;
        const QRectF box(x1 + padding, rect.top(), room, rect.height());
        const QColor& ink = look.labelOn(span.state);
        if (span.task != 0) {
            const TaskNaming& naming = drawn.run->naming;
            if (!labels.add(box, QString::fromStdString(naming.name(span.task)), ink))
                labels.add(box, QString::fromStdString(naming.shortName(span.task)), ink);
        } else if (span.state != State::Idle) {
            labels.add(box, stateWord(span.state), ink);
        }
    }
}

// Who ran, on core lanes that are high enough for it.
void paintWhoRan(Labels& labels, const Scene& scene, const Look& look, const LaneRow& row) {
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(row.run)];
    const Lane& lane = *scene.lane(row);
    const QRect rect = scene.rectOf(row);
    const Time from = drawn.atAxis(scene.range.from), to = drawn.atAxis(scene.range.to);
    const std::size_t last = lane.spans.partitionPoint([to](const Span& s) { return s.begin < to; });
    std::size_t i = lane.spans.partitionPoint([from](const Span& s) { return s.end != 0 && s.end <= from; });
    if (last - i > static_cast<std::size_t>(scene.plotWidth())) return;
    for (; i < last; ++i) {
        const Span& span = lane.spans[i];
        if (span.task == 0 || span.task > drawn.run->workers.size()) continue;
        const double x1 = std::max<double>(scene.left(), scene.xOf(drawn.onAxis(span.begin)));
        const double x2 = std::min<double>(scene.right(), scene.xOf(drawn.onAxis(span.end > 0 ? span.end : to)));
        const QColor& fill = look.core[(span.task - 1) % whoRanSteps];
        labels.add(
            QRectF(x1 + padding, rect.top(), x2 - x1 - 2 * padding, rect.height()),
            QString::fromStdString(drawn.run->workers[span.task - 1]->name),
            fill.lightness() > 130 ? QColor(0x06, 0x13, 0x0f) : QColor(Qt::white));
    }
}

// Beside lanes that are too thin for names: how many there are, and of what.
void paintTaskCount(QPainter& painter, const Scene& scene, const LaneRow& row, double width) {
    const RunBand& band = scene.layout.runs()[static_cast<std::size_t>(row.run)];
    const auto& tasks = scene.runs[static_cast<std::size_t>(row.run)].run->tasks;
    const auto count = static_cast<qsizetype>(tasks.size());
    QStringList lines{plural(count, Words::tr("%1 actor"), Words::tr("%1 actors"))};
    if (count > CompareMetrics::mostTasks) lines << Words::tr("%1 shown").arg(CompareMetrics::mostTasks);
    const double middle = (scene.yOf(band.tasksY) + scene.yOf(band.tasksBottom)) / 2.0;
    constexpr double lineHeight = 14;
    double y = std::max<double>(scene.top(), middle - lineHeight * double(lines.size()) / 2);
    for (const QString& line : lines) {
        drawFigures(painter, QRectF(0, y, width, lineHeight), Qt::AlignRight, line);
        y += lineHeight;
    }
}

}  // namespace

QString coreNames(const Run& run) {
    if (run.cores.empty()) return {};
    const int first = run.cores.front()->index, last = run.cores.back()->index;
    if (run.cores.size() == 1) return Words::tr("core %1").arg(first);
    if (last - first + 1 == static_cast<int>(run.cores.size())) return Words::tr("cores %1–%2").arg(first).arg(last);
    return Words::tr("%1 cores").arg(run.cores.size());
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
                const QRectF block(
                    0, scene.yOf(band.lanesY), gutter.width(), std::max(12, band.coresBottom - band.lanesY));
                drawFigures(painter, block, Qt::AlignRight, coreNames(*drawn.run));
            }
            continue;
        }
        if (row.kind == LaneKind::Task && row.height < CompareMetrics::namedTask) {
            if (row.lane == 0) paintTaskCount(painter, scene, row, gutter.width());
            continue;
        }
        const Lane& lane = *scene.lane(row);
        painter.setPen(row.kind == LaneKind::Counter ? look.thirdText : look.secondText);
        const QFontMetricsF metrics(painter.font());
        const QString whole = QString::fromStdString(lane.name);
        const qsizetype gap = whole.lastIndexOf(' ');
        if (metrics.horizontalAdvance(whole) > gutter.width() - 8 && gap > 0 && gutter.height() >= 22) {
            const QRectF upper(0, gutter.center().y() - 12, gutter.width(), 12);
            drawFigures(
                painter, upper, Qt::AlignRight,
                metrics.elidedText(whole.left(gap), Qt::ElideRight, gutter.width() - 8));
            drawFigures(painter, upper.translated(0, 12), Qt::AlignRight, whole.mid(gap + 1));
        } else {
            drawFigures(
                painter, gutter, Qt::AlignRight, metrics.elidedText(whole, Qt::ElideRight, gutter.width() - 8));
        }
        if (row.kind != LaneKind::Worker) continue;
        const RunShares* shares = balances.of(drawn.run.get());
        const auto worker = static_cast<std::size_t>(row.lane);
        if (!shares || worker >= shares->usefulOfWorker.size() || !shares->usefulOfWorker[worker]) continue;
        const QRectF right(
            scene.right(), rect.top(), CompareMetrics::rightGutter - CompareMetrics::margin, rect.height());
        drawFigures(painter, right, Qt::AlignRight, percent(*shares->usefulOfWorker[worker], 0));
    }
}

void paintSpanLabels(QPainter& painter, const Scene& scene, const Look& look) {
    Labels labels(painter);
    for (const LaneRow& row : scene.layout.rows()) {
        if (!visible(scene, scene.rectOf(row))) continue;
        if (row.kind == LaneKind::Worker || (row.kind == LaneKind::Task && row.height >= CompareMetrics::namedTask))
            paintSpansOf(painter, labels, scene, look, row);
        else if (row.kind == LaneKind::Core && scene.layout.coresOpen())
            paintWhoRan(labels, scene, look, row);
    }
    labels.paint();
}

namespace {

constexpr std::string_view bytes = "bytes";

// What a gutter has room for: of bytes, whole kibibytes and mebibytes.
QString largestText(std::int64_t value, std::string_view unit) {
    if (unit != bytes) return QString::number(value);
    return bytesText(double(value), 0);
}

}  // namespace

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
        const Time end = drawn.begin() + drawn.wall();
        std::int64_t largest = 1;
        std::vector<std::int64_t> tops(static_cast<std::size_t>(rect.width()), -1);
        std::size_t index = indexAt(drawn.atAxis(scene.range.from));
        for (int x = 0; x < rect.width(); ++x) {
            const Time columnEnd = drawn.atAxis(scene.timeAt(scene.left() + x + 1));
            if (drawn.atAxis(scene.timeAt(scene.left() + x)) > end) break;
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
        const QRectF upper(scene.right(), rect.top(), CompareMetrics::rightGutter - CompareMetrics::margin, 12);
        const QRectF lower = upper.translated(0, upper.height());
        const QString value = largestText(largest, lane.unit), unit = QString::fromStdString(lane.unit);
        const QString joined = lane.unit == bytes ? value : value + ' ' + unit;
        const QFontMetricsF metrics(painter.font());
        if (unit.isEmpty() || figuresWidth(metrics, joined) > lower.width()) {
            drawFigures(
                painter, upper, Qt::AlignRight, Words::tr("max %1", "the largest value of a counter").arg(value));
            if (metrics.horizontalAdvance(unit) <= lower.width()) drawFigures(painter, lower, Qt::AlignRight, unit);
            continue;
        }
        drawFigures(painter, upper, Qt::AlignRight, Words::tr("max"));
        drawFigures(painter, lower, Qt::AlignRight, joined);
    }
}

}  // namespace corelane
