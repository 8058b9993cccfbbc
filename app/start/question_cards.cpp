#include "app/start/question_cards.h"

#include "app/start/question_card.h"

#include <QButtonGroup>
#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace corelane {

QuestionCards::QuestionCards(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
    auto* group = new QButtonGroup(this);  // so that the arrow keys go where they point
    group->setExclusive(false);
    for (const FirstQuestion& question : firstQuestions()) {
        auto* card = new QuestionCard(question, this);
        m_cards.push_back(card);
        group->addButton(card);
        connect(card, &QAbstractButton::clicked, this, [this, card] {
            m_session.choosePreset(card->preset());
            m_session.start();
        });
    }
    connect(&session, &Session::planChanged, this, &QuestionCards::refresh);
    connect(&session, &Session::catalogueChanged, this, &QuestionCards::refresh);
    connect(&session, &Session::runningChanged, this, &QuestionCards::refresh);
    refresh();
}

bool QuestionCards::has(const QString& preset) const {
    return std::ranges::any_of(m_cards, [&](const QuestionCard* card) { return card->preset() == preset; });
}

QSize QuestionCards::minimumSizeHint() const {
    return {m_cards.front()->minimumSizeHint().width(), m_grid->totalMinimumSize().height()};
}

void QuestionCards::refresh() {
    QuestionCard *first = nullptr, *chosen = nullptr;
    for (QuestionCard* card : m_cards) {
        const PresetEntry* preset = m_session.catalogue().preset(card->preset());
        if (preset) card->show(*preset);
        card->setVisible(preset != nullptr);
        card->setEnabled(!m_session.running());
        card->setChosen(preset && m_session.plan().name() == card->preset());
        if (card->chosen()) chosen = card;
        if (preset && !first) first = card;
    }
    setFocusProxy(chosen ? chosen : first);
    setVisible(first != nullptr);
}

void QuestionCards::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void QuestionCards::layOut() {
    const int wide = m_cards.front()->minimumSizeHint().width() + m_grid->spacing();
    // Each divides six: rows are full.
    const int columns = std::clamp((width() + m_grid->spacing()) / wide, 1, 3);
    if (columns == std::exchange(m_columns, columns)) return;
    for (QuestionCard* card : m_cards) m_grid->removeWidget(card);
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const int at = static_cast<int>(i);
        m_grid->addWidget(m_cards[i], at / columns, at % columns);
    }
    for (int c = 0; c < 3; ++c) m_grid->setColumnStretch(c, c < columns ? 1 : 0);
}

}  // namespace corelane
