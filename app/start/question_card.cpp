#include "app/start/question_card.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/plan.h"
#include "app/start/run_sketch.h"
#include "app/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <utility>

namespace corelane {
namespace {

constexpr int margin = 12, sketchHeight = 43, gap = 8, lineHeight = 17, narrowest = 150;
constexpr double corner = 6;

QFont questionFont() {
    return interfaceFont(13, QFont::DemiBold);
}

}  // namespace

QuestionCard::QuestionCard(const FirstQuestion& question, QWidget* parent)
    : QAbstractButton(parent), m_question(question) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void QuestionCard::show(const PresetEntry& preset) {
    m_asks = catalogueText(preset.question);
    m_title = catalogueText(preset.title);
    const auto models = static_cast<int>(Plan(preset.preset).entries().size());
    m_models = plural(models, tr("%1 model"), tr("%1 models"));
    setAccessibleName(m_asks);
    setAccessibleDescription(tr("Runs “%1”: %2.").arg(m_title, m_models));
    setToolTip(tr("Runs “%1”: %2.").arg(m_title, m_models));
    updateGeometry();
    update();
}

void QuestionCard::setChosen(bool chosen) {
    if (std::exchange(m_chosen, chosen) != chosen) update();
}

int QuestionCard::questionHeight(int width) const {
    const QRect room(0, 0, width - 2 * margin, 1000);
    return QFontMetrics(questionFont()).boundingRect(room, Qt::TextWordWrap, m_asks).height();
}

int QuestionCard::heightForWidth(int width) const {
    return margin + sketchHeight + gap + questionHeight(width) + gap / 2 + lineHeight + margin;
}

QSize QuestionCard::sizeHint() const {
    constexpr int usual = 220;
    return {usual, heightForWidth(usual)};
}

QSize QuestionCard::minimumSizeHint() const {
    return {narrowest, heightForWidth(narrowest)};
}

void QuestionCard::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool pointed = (underMouse() && isEnabled()) || hasFocus();
    painter.setBrush(isDown() ? look.accentSoft : look.panel);
    painter.setPen(QPen(m_chosen || pointed ? look.accent : look.line, hasFocus() ? 2 : 1));
    const double inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), corner, corner);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int inner = width() - 2 * margin;
    paintSketch(painter, QRect(margin, margin, inner, sketchHeight), m_question.lanes, look);

    QRect text(margin, margin + sketchHeight + gap, inner, questionHeight(width()));
    painter.setFont(questionFont());
    painter.setPen(look.text);
    painter.drawText(text, Qt::TextWordWrap, m_asks);
    text = QRect(margin, height() - margin - lineHeight, inner, lineHeight);
    painter.setFont(interfaceFont(11));
    painter.setPen(isDown() ? look.secondText : look.thirdText);
    const int count = QFontMetrics(painter.font()).horizontalAdvance(m_models) + gap;
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, m_models);
    painter.drawText(
        text.adjusted(0, 0, -count, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(painter.font()).elidedText(m_title, Qt::ElideRight, inner - count));
}

void QuestionCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

bool QuestionCard::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

}  // namespace corelane
