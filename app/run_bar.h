// The bar at the top: what is compared, under which models, on how many cores, how often; how far it is; Run and
// Stop.
#pragma once

#include "app/session.h"

#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

class QHBoxLayout;
class QScrollArea;

namespace corelane {

class HostButton;

class RunBar : public QWidget {
    Q_OBJECT

  public:
    RunBar(Session&, QMenu* menu, QWidget* parent = nullptr);

  signals:
    void optionsWanted(int entry);  // of a model's chip; -1: of the workload

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

  private:
    void showPlan();
    void showProgress();
    void addModelMenu();

    Session& m_session;
    QToolButton* m_menu;
    QLabel *m_title, *m_shape;
    QScrollArea* m_chipArea;
    QWidget* m_chips;
    QHBoxLayout* m_chipRow;
    QToolButton* m_add;
    QSpinBox *m_cores, *m_repetitions;
    HostButton* m_host;
    QWidget* m_progressBox;
    QLabel *m_now, *m_done, *m_left;
    QProgressBar* m_bar;
    QPushButton* m_run;
    QString m_elidedTitle, m_elidedShape;
};

}  // namespace corelane
