#include "app/chip.h"

#include "app/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace corelane {
namespace {

constexpr int side = 12, gap = 6, cross = 18;

}  // namespace

Chip::Chip(const QString& name, const QString& variant, QWidget* parent)
    : QAbstractButton(parent), m_variant(variant) {
    setText(name);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Model %1 %2").arg(name, variant));
    setToolTip(tr("Options of %1. The cross or Delete takes it out of the comparison.").arg(name));
}

QSize Chip::sizeHint() const {
    int width = side + QFontMetrics(interfaceFont(12, QFont::Medium)).horizontalAdvance(text()) + gap + cross + 4;
    if (!m_variant.isEmpty()) width += gap + QFontMetrics(interfaceFont(11)).horizontalAdvance(m_variant);
    return {width, 26};
}

QRect Chip::crossRect() const {
    return {width() - cross - 4, (height() - cross) / 2, cross, cross};
}

void Chip::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setBrush(look.accentSoft);
    painter.setPen(QPen(
        hasFocus()
            ? look.accent
            : QColor::fromRgb(mix(look.accent.rgb() & 0xffffffu, look.panel.rgb() & 0xffffffu, 0.6) | 0xff000000u),
        1));
    painter.drawRoundedRect(outline, 13, 13);
    const bool on = isEnabled();
    painter.setFont(interfaceFont(12, QFont::Medium));
    painter.setPen(on ? look.text : look.secondText);
    painter.drawText(QRect(side, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, text());
    if (!m_variant.isEmpty()) {
        const int x = side + painter.fontMetrics().horizontalAdvance(text()) + gap;
        painter.setFont(interfaceFont(11));
        painter.setPen(look.secondText);
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, m_variant);
    }
    if (!on) return;
    if (m_overCross) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.panel);
        painter.drawEllipse(crossRect());
    }
    painter.setPen(QPen(look.secondText, 1.4));
    const QPointF c = QRectF(crossRect()).center();
    painter.drawLine(c - QPointF(3.2, 3.2), c + QPointF(3.2, 3.2));
    painter.drawLine(c - QPointF(3.2, -3.2), c + QPointF(3.2, -3.2));
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
    if (isEnabled() && event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint())) {
        setDown(false);
        emit removeWanted();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void Chip::mouseMoveEvent(QMouseEvent* event) {
    const bool over = crossRect().contains(event->position().toPoint());
    if (over != m_overCross) {
        m_overCross = over;
        update();
    }
    QAbstractButton::mouseMoveEvent(event);
}

void Chip::leaveEvent(QEvent* event) {
    m_overCross = false;
    update();
    QAbstractButton::leaveEvent(event);
}

void Chip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        emit removeWanted();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}  // namespace corelane
