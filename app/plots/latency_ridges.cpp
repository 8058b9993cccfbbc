#include "app/plots/latency_ridges.h"

#include "app/figures.h"
#include "app/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace corelane {

LatencyRidges::LatencyRidges(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("How long tasks took, by run"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LatencyRidges::show(std::vector<Ridge> ridges) {
    m_ridges = std::move(ridges);
    m_firstBucket = 1 << 20;
    m_lastBucket = 0;
    QStringList sentences;
    for (const Ridge& ridge : m_ridges) {
        const auto& buckets = ridge.tasks.buckets;
        const auto first = std::ranges::find_if(buckets, [](std::uint64_t n) { return n > 0; });
        if (first == buckets.end()) continue;
        m_firstBucket = std::min(m_firstBucket, static_cast<int>(first - buckets.begin()));
        m_lastBucket = std::max(m_lastBucket, static_cast<int>(buckets.size()));
        sentences << tr("%1: median %2, 99 % below %3.")
                         .arg(ridge.name, duration(double(ridge.tasks.median)), duration(double(ridge.tasks.p99)));
    }
    if (m_lastBucket <= m_firstBucket) m_firstBucket = m_lastBucket - 1;
    // At least an octave of air on both sides, so that a single length is a peak and no wall.
    m_firstBucket -= Latencies::perOctave;
    m_lastBucket += Latencies::perOctave;
    setAccessibleDescription(sentences.join(' '));
    updateGeometry();
    update();
}

QSize LatencyRidges::sizeHint() const {
    return {300, static_cast<int>(m_ridges.size()) * rowHeight + axisHeight};
}

double LatencyRidges::xOf(double ns) const {
    const double bucket = Latencies::perOctave * std::log2(std::max(ns, 0.5));
    return nameWidth + (bucket - m_firstBucket) / (m_lastBucket - m_firstBucket) * (width() - nameWidth - 4);
}

void LatencyRidges::paintRidge(QPainter& painter, const Ridge& ridge, int top) const {
    const Look& look = lookOf(palette());
    painter.setFont(interfaceFont(11));
    painter.setPen(look.secondText);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(
        QRectF(0, top, nameWidth - 8, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
        metrics.elidedText(ridge.name, Qt::ElideRight, nameWidth - 8));
    const double foot = top + rowHeight - 2;
    painter.fillRect(QRectF(nameWidth, foot, width() - nameWidth - 4, 1), look.line);
    if (ridge.tasks.count == 0) {
        painter.setPen(look.thirdText);
        painter.drawText(
            QRectF(nameWidth + 4, top, width() - nameWidth, rowHeight - 4), Qt::AlignLeft | Qt::AlignVCenter,
            tr("no task ended here"));
        return;
    }
    const std::uint64_t most = *std::ranges::max_element(ridge.tasks.buckets);
    QPainterPath area(QPointF(xOf(Latencies::bucketBegin(0)), foot));
    for (std::size_t k = 0; k < ridge.tasks.buckets.size(); ++k) {
        const double left = xOf(Latencies::bucketBegin(static_cast<int>(k))),
                     right = xOf(Latencies::bucketBegin(static_cast<int>(k) + 1));
        // By the root: one slow task among a million must be seen.
        const double share = std::sqrt(double(ridge.tasks.buckets[k]) / double(most));
        const double y = foot - share * (rowHeight - 5);
        area.lineTo(left, y);
        area.lineTo(right, y);
    }
    area.lineTo(area.currentPosition().x(), foot);
    QColor fill = look.accent;
    fill.setAlpha(look.dark ? 90 : 60);
    painter.fillPath(area, fill);
    painter.setPen(QPen(look.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(area);
    painter.setPen(QPen(look.ink, 1.4));
    const double median = xOf(double(ridge.tasks.median)), p99 = xOf(double(ridge.tasks.p99));
    painter.drawLine(QPointF(median, top + 3), QPointF(median, foot));
    painter.setPen(QPen(look.ink, 1.4, Qt::DotLine));
    painter.drawLine(QPointF(p99, top + 3), QPointF(p99, foot));
}

void LatencyRidges::paintEvent(QPaintEvent*) {
    if (m_ridges.empty()) return;
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int bottom = static_cast<int>(m_ridges.size()) * rowHeight;
    painter.setFont(interfaceFont(11));
    double lastEnd = nameWidth - 8;
    const int first = static_cast<int>(std::floor(std::log10(Latencies::bucketBegin(m_firstBucket)))),
              last = static_cast<int>(std::ceil(std::log10(Latencies::bucketBegin(m_lastBucket))));
    for (int decade = first; decade <= last; ++decade) {
        const double x = xOf(std::pow(10.0, decade));
        if (x < nameWidth || x > width() - 4) continue;
        painter.fillRect(QRectF(std::round(x), 0, 1, bottom), look.faintLine);
        const double ns = std::pow(10.0, decade);
        const TimeUnit unit = ns < 1e9 ? timeUnitFor(ns) : TimeUnit{"s", 1e9};
        const QString text = withUnit(ns, unit, 0);
        const double half = figuresWidth(QFontMetricsF(painter.font()), text) / 2;
        if (x - half < lastEnd + 8 || x + half > width()) continue;
        painter.setPen(look.thirdText);
        drawFigures(painter, QRectF(x - half, bottom + 2, 2 * half, 16), Qt::AlignHCenter, text);
        lastEnd = x + half;
    }
    for (std::size_t i = 0; i < m_ridges.size(); ++i)
        paintRidge(painter, m_ridges[i], static_cast<int>(i) * rowHeight);
}

bool LatencyRidges::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / rowHeight));
    if (row >= m_ridges.size()) return QWidget::event(event);
    const Latencies& tasks = m_ridges[row].tasks;
    for (std::size_t k = 0; k < tasks.buckets.size(); ++k) {
        const double begin = Latencies::bucketBegin(static_cast<int>(k)),
                     end = Latencies::bucketBegin(static_cast<int>(k) + 1);
        if (help->pos().x() < xOf(begin) || help->pos().x() >= xOf(end)) continue;
        const QString text = plural(
            static_cast<long long>(tasks.buckets[k]), tr("%1 task took %2 to %3."), tr("%1 tasks took %2 to %3."));
        QToolTip::showText(help->globalPos(), text.arg(duration(begin), duration(end)), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace corelane
