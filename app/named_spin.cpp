#include "app/named_spin.h"

#include "app/theme.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace corelane {
namespace {

constexpr int side = 10, arrows = 22;

}  // namespace

NamedSpin::NamedSpin(const QString& name, int least, int most, QWidget* parent) : QSpinBox(parent) {
    setRange(least, most);
    setAccessibleName(name);
    setButtonSymbols(NoButtons);
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(false);
    setFixedHeight(30);
    setStyleSheet("QSpinBox { padding: 3px 0; font-weight: 600; }");
    m_name = new QLabel(name.toLower(), this);
    m_name->setStyleSheet("font-weight: 400;");
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_name->adjustSize();
    lineEdit()->setTextMargins(side + m_name->width() + 4, 0, arrows, 0);
}

QSize NamedSpin::sizeHint() const {
    const QFontMetrics metrics(interfaceFont(12, QFont::DemiBold));
    const int value = std::max(metrics.horizontalAdvance("000"), metrics.horizontalAdvance(specialValueText()));
    return {side + m_name->width() + 14 + value + arrows, 30};
}

void NamedSpin::resizeEvent(QResizeEvent* event) {
    QSpinBox::resizeEvent(event);
    m_name->setGeometry(side, 0, m_name->sizeHint().width(), height());
}

void NamedSpin::paintEvent(QPaintEvent* event) {
    QSpinBox::paintEvent(event);
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = width() - arrows / 2.0 - 1, middle = height() / 2.0;
    for (const int way : {-1, 1}) {
        const bool more = isEnabled() && (way < 0 ? value() < maximum() : value() > minimum());
        painter.setPen(QPen(more ? look.secondText : look.line, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF tip(x, middle + way * 7);
        painter.drawPolyline(QPolygonF{tip + QPointF(-3, -way * 3), tip, tip + QPointF(3, -way * 3)});
    }
}

void NamedSpin::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || event->position().x() < width() - arrows)
        return QSpinBox::mousePressEvent(event);
    setFocus(Qt::MouseFocusReason);
    stepBy(event->position().y() < height() / 2.0 ? 1 : -1);
    update();
}

}  // namespace corelane
