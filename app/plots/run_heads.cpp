// Heads of runs in fixed columns, the rules between runs and what is written where a run ends.
#include "app/figures.h"
#include "app/plots/lane_text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

struct Head {
    Q_DECLARE_TR_FUNCTIONS(RunHead)
};

// Positions of a head's columns, from the viewport's width; words give way first when it is narrow, then the
// efficiency.
struct HeadColumns {
    double name, medianRight, half, factorRight, faster, efficiencyRight, efficient, bar, barRight, shareRight;
    bool words, showEfficiency, showHalf;
};

HeadColumns columnsFor(const Scene& scene) {
    const double w = scene.width;
    HeadColumns c{};
    c.words = w >= 860;
    c.showEfficiency = w >= 560;
    c.showHalf = w >= 460;
    c.name = CompareMetrics::margin + 4;
    c.barRight = scene.right();
    c.shareRight = w - CompareMetrics::margin;
    c.bar = std::round(c.words ? w * 0.69 : std::max(w * 0.69, c.barRight - 200));
    if (c.words) {
        c.medianRight = std::round(w * 0.392);
        c.factorRight = std::round(w * 0.510);
        c.efficiencyRight = std::round(w * 0.605);
    } else {
        c.efficiencyRight = c.bar - 16;
        c.factorRight = c.showEfficiency ? c.efficiencyRight - 60 : c.bar - 16;
        c.medianRight = c.factorRight - (c.showHalf ? 124 : 68);
    }
    c.half = c.medianRight + 6;
    c.faster = c.factorRight + 6;
    c.efficient = c.efficiencyRight + 6;
    return c;
}

QRectF rightOf(double x, double top, double width) {
    return {x, top, width, 20};
}

QRectF leftOf(double x, double top) {
    return {x - 300, top, 300, 20};
}

void paintBalanceBar(QPainter& painter, const QRectF& box, const Balance& balance, const Look& look) {
    painter.fillRect(box, look.of(State::Idle));
    if (balance.total <= 0) return;
    double x = box.left();
    for (const State s : stackOrder) {
        if (s == State::Idle) continue;
        const double width = box.width() * double(balance.of(s)) / double(balance.total);
        if (width <= 0) continue;
        painter.fillRect(QRectF(x, box.top(), width, box.height()), look.of(s));
        x += width;
    }
}

void paintHead(QPainter& painter, const Scene& scene, const Look& look, const RangeBalance& balances, std::size_t i) {
    const DrawnRun& drawn = scene.runs[i];
    const HeadColumns c = columnsFor(scene);
    const double top = scene.yOf(scene.layout.runs()[i].headerY) + 4;
    const QFont strong = interfaceFont(13, QFont::DemiBold), small = interfaceFont(11);
    const ModelSummary* summary = drawn.summary ? &*drawn.summary : nullptr;
    const bool measured = summary && summary->repetitions > 0;

    const QString name = QString::fromStdString(drawn.title);
    const TimeUnit unit = timeUnitFor(measured ? summary->medianNs : double(drawn.wall()));
    const QString median = withUnit(measured ? summary->medianNs : double(drawn.wall()), unit, 2);
    const double medianLeft = c.medianRight - figuresWidth(QFontMetricsF(strong), median);

    // Folded or open, and which run keys act on.
    QPolygonF fold;
    const double middle = top + 10;
    if (drawn.collapsed)
        fold << QPointF(7, middle - 4) << QPointF(7, middle + 4) << QPointF(12, middle);
    else
        fold << QPointF(5, middle - 2.5) << QPointF(13, middle - 2.5) << QPointF(9, middle + 2.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.thirdText);
    painter.drawPolygon(fold);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (drawn.key == scene.current) painter.fillRect(QRectF(0, top, 3, 20), look.accent);

    painter.setFont(strong);
    painter.setPen(look.text);
    const double nameRoom = medianLeft - 12 - c.name;
    const QString shownName = QFontMetricsF(strong).elidedText(name, Qt::ElideRight, nameRoom);
    drawFigures(painter, rightOf(c.name, top, nameRoom), Qt::AlignLeft, shownName);
    const double nameEnd = c.name + figuresWidth(QFontMetricsF(strong), shownName) + 8;

    painter.setFont(small);
    const QString& description = scene.descriptions[i];
    if (QFontMetricsF(small).horizontalAdvance(description) <= medianLeft - 12 - nameEnd) {
        painter.setPen(look.thirdText);
        painter.drawText(
            QRectF(nameEnd, top, medianLeft - nameEnd, 20), Qt::AlignLeft | Qt::AlignVCenter, description);
    }

    painter.setFont(strong);
    painter.setPen(measured ? look.text : look.secondText);
    drawFigures(painter, leftOf(c.medianRight, top), Qt::AlignRight, median);
    painter.setFont(small);
    painter.setPen(look.thirdText);
    if (!drawn.run->finished && scene.recording) {
        painter.setPen(look.accent);
        painter.drawText(rightOf(c.half, top, 200), Qt::AlignLeft | Qt::AlignVCenter, Head::tr("running"));
    } else if (summary && summary->ci95Ns && c.showHalf) {
        const double half = (summary->ci95Ns->second - summary->ci95Ns->first) / 2;
        drawFigures(painter, rightOf(c.half, top, 200), Qt::AlignLeft, QString("± ") + inUnit(half, unit, 2));
    } else if (!measured && drawn.run->finished) {
        painter.drawText(
            rightOf(c.half, top, 200), Qt::AlignLeft | Qt::AlignVCenter,
            drawn.run->info.warmup ? Head::tr("warm-up") : Head::tr("one run"));
    }

    if (summary && !summary->correct) {
        painter.setFont(interfaceFont(12, QFont::DemiBold));
        painter.setPen(look.bad);
        painter.drawText(
            QRectF(c.factorRight - 60, top, c.bar - c.factorRight + 50, 20), Qt::AlignLeft | Qt::AlignVCenter,
            Head::tr("wrong result, not ranked"));
    } else if (summary && summary->speedup) {
        const bool best =
            summary->rank == 1 && !scene.recording && std::ranges::any_of(scene.runs, [](const auto& d) {
                return d.summary && d.summary->rank > 1;  // where all are alike none is the best
            });
        painter.setFont(strong);
        painter.setPen(best ? look.good : look.text);
        // Without a choice of the user's, serial is what the others are compared with.
        const ModelSummary* base = scene.baseline < 0 || !scene.runs[static_cast<std::size_t>(scene.baseline)].summary
                                       ? nullptr
                                       : &*scene.runs[static_cast<std::size_t>(scene.baseline)].summary;
        const bool isBaseline = base ? static_cast<int>(i) == scene.baseline : summary->model == "serial";
        const double times = base && summary->medianNs > 0 ? base->medianNs / summary->medianNs : *summary->speedup;
        drawFigures(painter, leftOf(c.factorRight, top), Qt::AlignRight, factor(times));
        painter.setFont(small);
        painter.setPen(look.thirdText);
        const QString word = isBaseline   ? Head::tr("baseline")
                             : times >= 1 ? Head::tr("faster", "1.9 ×, before it")
                                          : Head::tr("as fast", "0.9 ×, before it");
        if (c.words) drawFigures(painter, rightOf(c.faster, top, 80), Qt::AlignLeft, word);
        if (summary->efficiency && c.showEfficiency) {
            painter.setFont(strong);
            painter.setPen(look.text);
            drawFigures(painter, leftOf(c.efficiencyRight, top), Qt::AlignRight, percent(*summary->efficiency, 0));
            painter.setFont(small);
            painter.setPen(look.thirdText);
            if (c.words)
                drawFigures(
                    painter, rightOf(c.efficient, top, 80), Qt::AlignLeft, Head::tr("efficient", "48 %, before it"));
        }
    }
    if (const RunShares* shares = balances.of(drawn.run.get()); shares && shares->inView.total > 0) {
        paintBalanceBar(painter, QRectF(c.bar, std::round(top + 7), c.barRight - c.bar, 6), shares->inView, look);
        painter.setFont(small);
        painter.setPen(look.secondText);
        drawFigures(
            painter, leftOf(c.shareRight, top), Qt::AlignRight,
            percent(double(shares->inView.of(State::Useful)) / double(shares->inView.total), 0));
    }
}

// A text with a halo in the panel's colour, for places over lanes and grid lines.
void haloText(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text, const Look& look) {
    const double width = figuresWidth(QFontMetricsF(painter.font()), text);
    QRectF back(
        alignment & Qt::AlignRight ? box.right() - width : box.left(), box.top() + 1, width, box.height() - 2);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.panel);
    painter.drawRoundedRect(back.adjusted(-4, 0, 4, 0), 3, 3);
    painter.restore();
    drawFigures(painter, box, alignment, text);
}

// How a run's end stands to the baseline's, or to the first one's where there is no baseline.
QString relationOf(const Scene& scene, std::size_t i, Duration earliest) {
    const Duration wall = scene.runs[i].wall();
    const bool chosen = scene.baseline >= 0;
    if (chosen && static_cast<int>(i) == scene.baseline) return Head::tr("baseline");
    const Duration later = wall - (chosen ? scene.runs[static_cast<std::size_t>(scene.baseline)].wall() : earliest);
    if (later == 0) return chosen ? Head::tr("the same") : Head::tr("ends first");
    const QString by = withUnit(std::abs(double(later)), timeUnitFor(double(wall)), 2);
    return later > 0 ? Head::tr("%1 later").arg(by) : Head::tr("%1 earlier").arg(by);
}

void paintEnd(
    QPainter& painter, const Scene& scene, const Look& look, std::size_t i, Duration earliest, bool allEnded) {
    const DrawnRun& drawn = scene.runs[i];
    const RunBand& band = scene.layout.runs()[i];
    if (band.lanesBottom <= band.lanesY) return;
    const Duration wall = drawn.wall();
    const double x = scene.xOf(drawn.onAxis(drawn.begin() + wall));
    const int top = scene.yOf(band.lanesY), bottom = scene.yOf(band.lanesBottom);
    const TimeUnit unit = timeUnitFor(double(wall));
    painter.setFont(interfaceFont(11, QFont::DemiBold));
    if (x > scene.right()) {
        if (!drawn.run->finished) return;
        painter.setPen(look.text);
        const QString text = Head::tr("runs on to %1").arg(withUnit(double(wall), unit, 1));
        haloText(painter, QRectF(scene.right() - 208, top, 204, 17), Qt::AlignRight, text, look);
        return;
    }
    if (x < scene.left() || !drawn.run->finished) return;
    painter.fillRect(QRectF(std::round(x), top, 1, bottom - top), look.secondText);
    const QString time = withUnit(double(wall), unit, 2);
    const QString relation = allEnded && scene.runs.size() > 1 ? relationOf(scene, i, earliest) : QString();
    const double room = scene.right() - x - 10;
    const double needed = std::max(
        figuresWidth(QFontMetricsF(painter.font()), time), figuresWidth(QFontMetricsF(interfaceFont(11)), relation));
    if (needed > room || bottom - top < 26) return;
    const double centre = (top + bottom) / 2.0;
    painter.setPen(look.text);
    drawFigures(painter, QRectF(x + 7, relation.isEmpty() ? centre - 8 : centre - 16, room, 16), Qt::AlignLeft, time);
    painter.setFont(interfaceFont(11));
    painter.setPen(look.thirdText);
    drawFigures(painter, QRectF(x + 7, centre, room, 16), Qt::AlignLeft, relation);
}

}  // namespace

void paintRunHeads(QPainter& painter, const Scene& scene, const Look& look, const RangeBalance& balances) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    bool allEnded = true;
    Duration earliest = INT64_MAX;
    for (const DrawnRun& drawn : scene.runs) {
        allEnded &= drawn.run->finished;
        earliest = std::min(earliest, drawn.wall());
    }
    for (std::size_t i = 0; i < scene.runs.size(); ++i) {
        const RunBand& band = scene.layout.runs()[i];
        if (scene.yOf(band.bottom) < scene.top() || scene.yOf(band.headerY) > scene.height) continue;
        paintEnd(painter, scene, look, i, earliest, allEnded && !scene.recording);
        paintHead(painter, scene, look, balances, i);
        if (i + 1 < scene.runs.size())
            painter.fillRect(QRect(0, scene.yOf(band.bottom) - 1, scene.width, 1), look.faintLine);
    }
}

}  // namespace corelane
