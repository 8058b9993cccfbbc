// One of the first questions (question_cards.h).
#pragma once

#include "app/catalogue.h"
#include "app/start/first_questions.h"

#include <QAbstractButton>

namespace corelane {

class QuestionCard : public QAbstractButton {
    Q_OBJECT

  public:
    QuestionCard(const FirstQuestion&, QWidget* parent);
    QString preset() const { return QString::fromLatin1(m_question.preset); }
    void show(const PresetEntry&);
    using QWidget::show;
    void setChosen(bool);
    bool chosen() const { return m_chosen; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;

  private:
    int questionHeight(int width) const;

    FirstQuestion m_question;
    QString m_asks, m_title, m_models;
    bool m_chosen = false;
};

}  // namespace corelane
