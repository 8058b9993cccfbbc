#include "app/tour.h"

#include "app/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

constexpr auto key = "tour/offered";

class Outline : public QWidget {
  public:
    explicit Outline(QWidget* parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(lookOf(palette()).accent, 3));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 6, 6);
    }
};

}  // namespace

bool tourOffered() {
    return QSettings("corelane", "corelane").value(key).toBool();
}

void noteTourOffered() {
    QSettings("corelane", "corelane").setValue(key, true);
}

Tour::Tour(std::vector<TourStop> stops, QWidget* window)
    : QFrame(window), m_stops(std::move(stops)), m_outline(new Outline(window)) {
    setObjectName("prompt");  // looks as what asks
    setAccessibleName(tr("Tour"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 12);
    column->setSpacing(8);
    m_title = new QLabel(this);
    m_title->setStyleSheet("font-size: 15px; font-weight: 600;");
    m_title->setWordWrap(true);
    m_text = new QLabel(this);
    m_text->setObjectName("tourText");
    m_text->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_text, 1);
    auto* row = new QHBoxLayout;
    m_count = new QLabel(this);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_back = new QPushButton(tr("Back"), this);
    m_next = new QPushButton(this);
    m_next->setObjectName("tourNext");
    m_skip = new QPushButton(tr("Skip the tour"), this);
    m_skip->setObjectName("tourSkip");
    row->addWidget(m_count);
    row->addStretch(1);
    for (QPushButton* button : {m_skip, m_back, m_next}) row->addWidget(button);
    column->addLayout(row);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_stop - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(m_stop + 1); });
    connect(m_skip, &QPushButton::clicked, this, &Tour::leave);
    for (QPushButton* button : {m_back, m_next, m_skip}) button->installEventFilter(this);
    window->installEventFilter(this);
    setFocusProxy(m_next);
}

void Tour::begin() {
    m_before = window()->focusWidget();
    m_outline->show();
    show();
    go(0);
    m_next->setFocus();
}

void Tour::leave() {
    if (isHidden()) return;
    hide();
    m_outline->hide();
    m_outline->deleteLater();
    if (m_before) m_before->setFocus();
    deleteLater();
}

void Tour::go(int stop) {
    if (stop >= static_cast<int>(m_stops.size())) return leave();
    m_stop = std::max(0, stop);
    const TourStop& here = m_stops[static_cast<std::size_t>(m_stop)];
    m_title->setText(here.title);
    m_text->setText(here.text);
    m_count->setText(tr("%1 of %2").arg(m_stop + 1).arg(m_stops.size()));
    m_back->setEnabled(m_stop > 0);
    const bool last = m_stop + 1 == static_cast<int>(m_stops.size());
    m_next->setText(last ? tr("Done") : tr("Next"));
    m_skip->setVisible(!last);
    setAccessibleDescription(here.title + ". " + here.text);
    place();
}

// Beside the part where there is room, else within it.
void Tour::place() {
    QWidget* window = parentWidget();
    QWidget* part = m_stops[static_cast<std::size_t>(m_stop)].part;
    const bool seen = part && part->isVisible();
    const QRect target = seen ? QRect(part->mapTo(window, QPoint(0, 0)), part->size()) : window->rect();
    m_outline->setVisible(seen);
    m_outline->setGeometry(target.adjusted(-2, -2, 2, 2).intersected(window->rect()));
    m_outline->raise();
    constexpr int wide = 380, gap = 16;
    const int high = std::max(sizeHint().height(), heightForWidth(wide));
    QPoint at(target.center().x() - wide / 2, target.center().y() - high / 2);
    if (seen && target.right() + gap + wide < window->width())
        at = {target.right() + gap, target.top() + gap};
    else if (seen && target.left() - gap - wide > 0)
        at = {target.left() - gap - wide, target.top() + gap};
    else if (seen && target.bottom() + gap + high < window->height())
        at.setY(target.bottom() + gap);
    else if (seen && target.top() - gap - high > 0)
        at.setY(target.top() - gap - high);
    setGeometry(
        std::clamp(at.x(), gap, std::max(gap, window->width() - wide - gap)),
        std::clamp(at.y(), gap, std::max(gap, window->height() - high - gap)), wide, high);
    raise();
}

void Tour::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        return leave();
    case Qt::Key_Right:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return go(m_stop + 1);
    case Qt::Key_Left:
        return go(m_stop - 1);
    default:
        QFrame::keyPressEvent(event);
    }
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
        return false;
    }
    // The window has keys of its own for these, which mean the tour while one takes it.
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress) return false;
    auto* pressed = static_cast<QKeyEvent*>(event);
    const int which = pressed->key();
    if (which != Qt::Key_Escape && which != Qt::Key_Left && which != Qt::Key_Right && which != Qt::Key_Return &&
        which != Qt::Key_Enter)
        return false;
    pressed->accept();
    if (override) return true;
    if ((which == Qt::Key_Return || which == Qt::Key_Enter) && watched != m_next) return false;  // the button's own
    keyPressEvent(pressed);
    return true;
}

}  // namespace corelane
