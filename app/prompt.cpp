#include "app/prompt.h"

#include "app/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace corelane {

Prompt::Prompt(const QString& name, const QString& placeholder, QWidget* window) : QFrame(window) {
    setObjectName("prompt");
    setAccessibleName(name);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(12, 12, 12, 10);
    outer->setSpacing(8);
    m_line = new QLineEdit(this);
    m_line->setPlaceholderText(placeholder);
    m_line->setAccessibleName(name);
    m_line->setMinimumHeight(30);
    m_line->installEventFilter(this);
    outer->addWidget(m_line);
    m_column = new QVBoxLayout;
    outer->addLayout(m_column, 1);
    m_sentence = new QLabel(this);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(18);
    outer->addWidget(m_sentence);
    setFocusProxy(m_line);
    window->installEventFilter(this);
}

void Prompt::open() {
    m_before = window()->focusWidget();
    // Another prompt goes when this one comes; the keyboard returns to where it was before both.
    for (QWidget* at = m_before; at; at = at->parentWidget())
        if (const auto* other = qobject_cast<Prompt*>(at)) {
            m_before = other->m_before;
            break;
        }
    place();
    show();
    raise();
    m_line->setFocus();
}

void Prompt::place() {
    const QSize room = parentWidget()->size();
    const int width = std::min(600, room.width() - 32);
    const int height = std::min(std::max(sizeHint().height(), heightForWidth(width)), room.height() - 96);
    setGeometry((room.width() - width) / 2, 64, width, height);
}

void Prompt::leave() {
    if (isHidden()) return;
    const bool here = isAncestorOf(window()->focusWidget());
    hide();
    if (here && m_before) m_before->setFocus();
    deleteLater();
}

void Prompt::say(const QString& sentence, Tone tone) {
    const Look& look = lookOf(palette());
    m_sentence->setText(sentence);
    m_sentence->setStyleSheet(QString("color: %1;").arg((tone == Tone::Fault ? look.bad : look.secondText).name()));
}

bool Prompt::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize) place();
        return false;
    }
    if (event->type() == QEvent::FocusOut) {
        // Not for a menu of the line itself, nor while another window is looked at.
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) leave();
        return false;
    }
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress) return false;
    auto* pressed = static_cast<QKeyEvent*>(event);
    if (pressed->key() == Qt::Key_Escape) {
        pressed->accept();  // or the window would take it for its own
        if (!override) leave();
        return true;
    }
    if (override) return false;
    if (pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter) {
        accept();
        return true;
    }
    return key(pressed);
}

}  // namespace corelane
