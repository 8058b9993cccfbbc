// What the centre shows before there is anything to compare: the question of the chosen preset, and the button that
// answers it, and the comparisons that were opened last.
#pragma once

#include "app/session.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

namespace corelane {

class StartPage : public QWidget {
    Q_OBJECT

  public:
    StartPage(Session&, QWidget* parent = nullptr);

  private:
    void refresh();
    void showRecent();

    Session& m_session;
    QLabel *m_title, *m_question, *m_explanation, *m_models;
    QPushButton* m_run;
    QLabel* m_againTitle;
    QVBoxLayout* m_again;
    QStringList m_shownFiles;
};

}  // namespace corelane
