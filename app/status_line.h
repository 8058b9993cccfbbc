// The line at the bottom: whether the data are good, and why; the machine and the file at the right.
#pragma once

#include "app/session.h"

#include <QWidget>

namespace corelane {

class StatusLine : public QWidget {
    Q_OBJECT

  public:
    explicit StatusLine(Session&, QWidget* parent = nullptr);
    QStringList facts() const { return m_facts; }
    QString verdict() const { return m_verdict; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void refresh();

    Session& m_session;
    QString m_verdict, m_right;
    QStringList m_facts;
    enum class Quality { None, Good, Doubtful } m_quality = Quality::None;
};

}  // namespace corelane
