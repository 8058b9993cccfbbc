// What the centre shows before there is anything to compare: the question of the chosen preset, and the button that
// answers it.
#pragma once

#include "app/session.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace corelane {

class StartPage : public QWidget {
    Q_OBJECT

  public:
    StartPage(Session&, QWidget* parent = nullptr);

  private:
    void refresh();

    Session& m_session;
    QLabel *m_title, *m_question, *m_explanation, *m_models;
    QPushButton* m_run;
};

}  // namespace corelane
