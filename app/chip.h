// One model of the comparison: its name, what tells it from others, and a cross that takes it out. Enter or a click
// opens its options, Delete removes it.
#pragma once

#include <QAbstractButton>

namespace corelane {

class Chip : public QAbstractButton {
    Q_OBJECT

  public:
    Chip(const QString& name, const QString& variant, QWidget* parent);
    QSize sizeHint() const override;

  signals:
    void removeWanted();

  protected:
    void paintEvent(QPaintEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    QRect crossRect() const;

    QString m_variant;
    bool m_overCross = false;
};

}  // namespace corelane
