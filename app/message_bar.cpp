#include "app/message_bar.h"

#include "app/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace corelane {

MessageBar::MessageBar(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 7, 12, 8);
    m_text = new QLabel(this);
    m_text->setObjectName("messageText");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(m_text, 1);
    auto* close = new QToolButton(this);
    close->setObjectName("flat");
    close->setText("✕");
    close->setAccessibleName(tr("Close the message"));
    close->setFixedSize(24, 22);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    m_leave.setSingleShot(true);
    connect(&m_leave, &QTimer::timeout, this, &MessageBar::clear);
    hide();
}

void MessageBar::show(const Message& message) {
    if (!isHidden() && message.kind == Message::Kind::Note && m_kind != Message::Kind::Note) return;
    if (isHidden() || m_kind == Message::Kind::Note) m_sentences.clear();
    m_sentences.removeAll(message.text);
    m_sentences.prepend(message.text);
    constexpr qsizetype most = 3;
    while (m_sentences.size() > most) m_sentences.removeLast();
    m_kind = message.kind;
    m_text->setText(m_sentences.join('\n'));
    setAccessibleName(message.text);
    if (m_kind == Message::Kind::Note)
        m_leave.start(8000);
    else
        m_leave.stop();
    QWidget::show();
    update();
}

void MessageBar::clear() {
    m_leave.stop();
    m_sentences.clear();
    hide();
}

void MessageBar::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    const QColor mark = m_kind == Message::Kind::Error     ? look.bad
                        : m_kind == Message::Kind::Warning ? look.warn
                                                           : look.accent;
    painter.fillRect(
        rect(), QColor::fromRgb(mix(look.panel.rgb() & 0xffffffu, mark.rgb() & 0xffffffu, 0.08) | 0xff000000u));
    painter.fillRect(QRect(0, 0, 4, height()), mark);
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.line);
}

}  // namespace corelane
