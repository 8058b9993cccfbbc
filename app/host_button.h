// Where the next comparison runs: this machine, or a host that ssh reaches. Its menu adds hosts and forgets them.
#pragma once

#include "app/session.h"

#include <QToolButton>

class QMenu;

namespace corelane {

class HostButton : public QToolButton {
    Q_OBJECT

  public:
    explicit HostButton(Session&, QWidget* parent = nullptr);

  private:
    void showHost();
    void fillMenu();
    void addHost();
    void forgetHost();

    Session& m_session;
    QMenu* m_menu;
};

}  // namespace corelane
