// What the centre shows before there is anything to compare, and when it is asked for: six questions to begin with,
// the question of the chosen preset and the button that answers it; the comparisons that were opened last, this
// machine, and the offer of a tour at the first start.
#pragma once

#include "app/session.h"
#include "app/start/machine_page.h"
#include "app/start/question_cards.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QWidget>

namespace corelane {

class StartPage : public QWidget {
    Q_OBJECT

  public:
    StartPage(Session&, QWidget* parent = nullptr);

  signals:
    void tourWanted();

  protected:
    void resizeEvent(QResizeEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void focusInEvent(QFocusEvent*) override;

  private:
    QWidget* questionPart();
    QWidget* chosenPart(QWidget* parent);
    QWidget* besidePart();
    QWidget* tourOffer();
    void refresh();
    void fit();
    void showRecent();
    void passFocusOn();

    Session& m_session;
    QuestionCards* m_cards = nullptr;
    QWidget* m_chosen = nullptr;
    QLabel *m_title = nullptr, *m_question = nullptr, *m_explanation = nullptr, *m_models = nullptr;
    QString m_preset;  // that is chosen
    QPushButton* m_run = nullptr;
    QScrollArea* m_area = nullptr;
    QBoxLayout* m_sides = nullptr;
    QLabel* m_againTitle = nullptr;
    QVBoxLayout* m_again = nullptr;
    MachinePage* m_machine = nullptr;
    QStringList m_shownFiles;
};

}  // namespace corelane
