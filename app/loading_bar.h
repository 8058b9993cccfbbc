// How far the file that is opened was read, with the time that is left and a button that gives it up. Shows itself
// only when opening takes longer than half a second.
#pragma once

#include "app/session.h"

#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QWidget>

namespace corelane {

class LoadingBar : public QWidget {
    Q_OBJECT

  public:
    explicit LoadingBar(Session&, QWidget* parent = nullptr);

  private:
    void refresh();

    Session& m_session;
    QLabel* m_text;
    QProgressBar* m_bar;
    QTimer m_patience;
};

}  // namespace corelane
