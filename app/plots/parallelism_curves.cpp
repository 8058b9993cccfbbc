#include "app/plots/parallelism_curves.h"

#include "app/figures.h"
#include "app/plots/chart_axis.h"
#include "app/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace corelane {

double ParallelismCurves::Curve::mean() const {
    const double length = double(to - from) / double(std::max<std::size_t>(1, computing.size()));
    double sum = 0;
    for (const double workers : computing) sum += workers * length;
    const double within = double(std::min(to, wall) - std::max<Duration>(from, 0));
    return within > 0 ? sum / within : 0;
}

ParallelismCurves::ParallelismCurves(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("How many workers computed over time, by run"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ParallelismCurves::show(std::vector<Curve> curves) {
    m_curves = std::move(curves);
    m_most = 1;
    QStringList sentences;
    for (const Curve& curve : m_curves) {
        for (const double workers : curve.computing) m_most = std::max(m_most, std::ceil(workers - 1e-9));
        sentences << tr("%1: %2 workers computed on average.").arg(curve.name, number(curve.mean(), 2));
    }
    setAccessibleDescription(sentences.join(' '));
    updateGeometry();
    update();
}

QSize ParallelismCurves::sizeHint() const {
    return {300, static_cast<int>(m_curves.size()) * rowHeight + axisHeight};
}

void ParallelismCurves::paintCurve(QPainter& painter, const Curve& curve, int top) const {
    const Look& look = lookOf(palette());
    painter.setFont(interfaceFont(11));
    painter.setPen(look.secondText);
    painter.drawText(
        QRectF(0, top, nameWidth - 24, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
        QFontMetricsF(painter.font()).elidedText(curve.name, Qt::ElideRight, nameWidth - 24));
    const double foot = top + rowHeight - 4, tall = rowHeight - 12;
    const auto yOf = [&](double workers) { return foot - workers / m_most * tall; };
    painter.setPen(look.thirdText);
    painter.setFont(interfaceFont(10));
    drawFigures(painter, QRectF(nameWidth - 24, yOf(m_most) - 7, 18, 14), Qt::AlignRight, number(m_most, 0));
    drawFigures(painter, QRectF(nameWidth - 24, foot - 7, 18, 14), Qt::AlignRight, "0");
    painter.fillRect(QRectF(nameWidth, yOf(m_most), span(), 1), look.faintLine);
    painter.fillRect(QRectF(nameWidth, foot, span(), 1), look.line);
    if (curve.computing.empty()) return;
    // What lies before the run's begin and after its end is nothing that could have been used.
    const double length = std::max(1.0, double(curve.to - curve.from));
    const double left = nameWidth + std::max(0.0, -double(curve.from) / length) * span(),
                 right = nameWidth + std::min(1.0, double(curve.wall - curve.from) / length) * span();
    if (right <= left) return;
    painter.save();
    painter.setClipRect(QRectF(left, top, right - left, rowHeight));
    QPainterPath line;
    const double wide = span() / double(curve.computing.size());
    line.moveTo(nameWidth, foot);
    for (std::size_t i = 0; i < curve.computing.size(); ++i) {
        line.lineTo(nameWidth + double(i) * wide, yOf(curve.computing[i]));
        line.lineTo(nameWidth + double(i + 1) * wide, yOf(curve.computing[i]));
    }
    line.lineTo(nameWidth + span(), foot);
    QColor fill = look.of(State::Useful);
    fill.setAlpha(look.dark ? 110 : 90);
    painter.fillPath(line, fill);
    painter.setPen(QPen(look.of(State::Useful), 1));
    painter.drawPath(line);
    painter.setPen(QPen(look.ink, 1, Qt::DotLine));
    painter.drawLine(QPointF(left, yOf(curve.mean())), QPointF(right, yOf(curve.mean())));
    painter.restore();
}

void ParallelismCurves::paintAxis(QPainter& painter) const {
    const Look& look = lookOf(palette());
    const Curve& first = m_curves.front();
    const int bottom = static_cast<int>(m_curves.size()) * rowHeight;
    const ChartAxis axis(ChartAxis::Form::Linear, double(first.from), double(first.to));
    const TimeUnit unit = timeUnitFor(std::max(std::abs(double(first.from)), std::abs(double(first.to))));
    painter.setFont(interfaceFont(11));
    double end = 0;
    constexpr int most = 5;
    for (const double at : axis.steps(most)) {
        const double x = nameWidth + axis.at(at) * span();
        painter.fillRect(QRectF(std::round(x), 0, 1, bottom), look.faintLine);
        const QString text = QString::number(at / unit.ns, 'g', 6) + ' ' + unit.text();
        const double half = figuresWidth(QFontMetricsF(painter.font()), text) / 2;
        if (x - half < end + 8 || x + half > width()) continue;
        painter.setPen(look.thirdText);
        drawFigures(painter, QRectF(x - half, bottom + 2, 2 * half, 16), Qt::AlignHCenter, text);
        end = x + half;
    }
}

void ParallelismCurves::paintEvent(QPaintEvent*) {
    if (m_curves.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    for (std::size_t i = 0; i < m_curves.size(); ++i)
        paintCurve(painter, m_curves[i], static_cast<int>(i) * rowHeight);
}

QString ParallelismCurves::textAt(QPoint at) const {
    const auto row = static_cast<std::size_t>(std::max(0, at.y() / rowHeight));
    if (row >= m_curves.size() || at.x() < nameWidth) return {};
    const Curve& curve = m_curves[row];
    const double share = (at.x() - nameWidth) / span();
    const auto part = static_cast<std::size_t>(share * double(curve.computing.size()));
    const double time = double(curve.from) + share * double(curve.to - curve.from);
    if (part >= curve.computing.size() || time < 0 || time > double(curve.wall)) return {};
    return tr("%1, at %2: %3 workers computed.").arg(curve.name, duration(time), number(curve.computing[part], 1));
}

bool ParallelismCurves::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace corelane
