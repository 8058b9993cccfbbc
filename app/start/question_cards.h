// The first questions as cards: a sketch of the runs, the question, and what answers it. A click, Space or Return on
// one runs its preset; the arrow keys go from one to the next.
#pragma once

#include "app/session.h"

#include <QGridLayout>
#include <QWidget>

#include <vector>

namespace corelane {

class QuestionCard;

class QuestionCards : public QWidget {
    Q_OBJECT

  public:
    QuestionCards(Session&, QWidget* parent = nullptr);
    bool has(const QString& preset) const;
    QSize minimumSizeHint() const override;  // of one column, whatever it has now

  protected:
    void resizeEvent(QResizeEvent*) override;

  private:
    void refresh();
    void layOut();

    Session& m_session;
    QGridLayout* m_grid;
    std::vector<QuestionCard*> m_cards;
    int m_columns = 0;
};

}  // namespace corelane
