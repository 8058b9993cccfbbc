#include "app/plots/lag_strip.h"

#include "app/figures.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

struct Strip {
    Q_DECLARE_TR_FUNCTIONS(LagStrip)
};

// Strips share one scale, so that their shades can be compared. Little is still to be told from nothing.
double shadeOf(double behind, double most) {
    return most > 0 ? std::sqrt(std::min(1.0, std::abs(behind) / most)) : 0;
}

QRectF stripOf(const Scene& scene, std::size_t run) {
    const RunBand& band = scene.layout.runs()[run];
    constexpr int margin = 3;
    return QRectF(
        scene.left(), scene.yOf(band.stripY) + margin, scene.plotWidth(), band.lanesY - band.stripY - 2 * margin);
}

bool hasStrip(const Scene& scene, std::size_t run) {
    const RunBand& band = scene.layout.runs()[run];
    return scene.baseline >= 0 && band.lanesY > band.stripY && run < scene.lags.size();
}

void paintStrip(QPainter& painter, const Scene& scene, const Look& look, std::size_t run, double most) {
    const QRectF strip = stripOf(scene, run);
    const QRectF left(0, strip.center().y() - 7, scene.left() - 10, 14);
    const QRectF right(scene.right(), left.top(), CompareMetrics::rightGutter - CompareMetrics::margin, 14);
    const DrawnRun& drawn = scene.runs[run];
    painter.setFont(interfaceFont(11));
    painter.setPen(look.thirdText);
    if (static_cast<int>(run) == scene.baseline) {
        drawFigures(painter, left, Qt::AlignRight, Strip::tr("baseline"));
        painter.fillRect(QRectF(strip.left(), std::round(strip.center().y()), strip.width(), 1), look.line);
        return;
    }
    drawFigures(painter, left, Qt::AlignRight, Strip::tr("lag"));
    const Lag* lag = scene.lags[run].get();
    if (!lag) {
        const bool other = drawn.run->finished && scene.runs[static_cast<std::size_t>(scene.baseline)].run->finished;
        if (other && !sameWork(*drawn.run, *scene.runs[static_cast<std::size_t>(scene.baseline)].run))
            drawFigures(
                painter, QRectF(strip.left() + 4, left.top(), strip.width(), 14), Qt::AlignLeft,
                Strip::tr("other work than the baseline's: its tasks are not compared"));
        return;
    }
    const QRgb panel = look.panel.rgb();
    const auto mixed = [panel](const QColor& c, double shade) {
        return QColor::fromRgb(mix(panel & 0xffffffu, c.rgb() & 0xffffffu, shade) | 0xff000000u);
    };
    double last = 0;
    for (int x = 0; x < static_cast<int>(strip.width()); ++x) {
        const Time from = drawn.atAxis(scene.timeAt(scene.left() + x)),
                   to = drawn.atAxis(scene.timeAt(scene.left() + x + 1));
        const auto mean = lag->mean(from, std::max(to, from + 1));
        if (!mean) continue;
        last = *mean;
        painter.fillRect(
            QRectF(strip.left() + x, strip.top(), 1, strip.height()),
            mixed(*mean > 0 ? look.warn : look.good, shadeOf(*mean, most)));
    }
    const TimeUnit unit = timeUnitFor(std::abs(last));
    const QString text = (last > 0 ? "+" : "") + withUnit(last, unit, std::abs(last) / unit.ns < 10 ? 1 : 0);
    drawFigures(painter, right, Qt::AlignRight, text);
}

}  // namespace

void paintLagStrips(QPainter& painter, const Scene& scene, const Look& look) {
    if (scene.baseline < 0) return;
    double most = 0;
    for (const auto& lag : scene.lags)
        if (lag) most = std::max(most, lag->most);
    for (std::size_t i = 0; i < scene.runs.size(); ++i) {
        const RunBand& band = scene.layout.runs()[i];
        if (!hasStrip(scene, i) || scene.yOf(band.lanesY) < scene.top() || scene.yOf(band.stripY) > scene.height)
            continue;
        paintStrip(painter, scene, look, i, most);
    }
}

QStringList lagTip(const Scene& scene, QPoint at) {
    if (at.x() < scene.left() || at.x() >= scene.right() || at.y() < scene.top()) return {};
    const int run = scene.layout.runAt(scene.contentY(at.y()));
    if (run < 0 || run == scene.baseline || !hasStrip(scene, static_cast<std::size_t>(run))) return {};
    const auto i = static_cast<std::size_t>(run);
    const RunBand& band = scene.layout.runs()[i];
    const int y = scene.contentY(at.y());
    if (y < band.stripY || y >= band.lanesY || !scene.lags[i]) return {};
    const DrawnRun& drawn = scene.runs[i];
    const Time from = drawn.atAxis(scene.timeAt(at.x())), to = drawn.atAxis(scene.timeAt(at.x() + 1));
    const auto mean = scene.lags[i]->mean(from, std::max(to, from + 1));
    if (!mean) return {};
    const QString base = QString::fromStdString(scene.runs[static_cast<std::size_t>(scene.baseline)].title);
    QStringList lines{Strip::tr("lag behind %1").arg(base)};
    if (*mean > 0)
        lines
            << Strip::tr("The tasks that end here ended %1 later than they did under %2.").arg(duration(*mean), base);
    else if (*mean < 0)
        lines << Strip::tr("The tasks that end here ended %1 earlier than they did under %2.")
                     .arg(duration(-*mean), base);
    else
        lines << Strip::tr("The tasks that end here ended when they did under %1.").arg(base);
    return lines;
}

}  // namespace corelane
