// A number with its name in the same field and two small arrows: type it, or use the arrow keys, the wheel or the
// arrows.
#pragma once

#include <QLabel>
#include <QSpinBox>

namespace corelane {

class NamedSpin : public QSpinBox {
    Q_OBJECT

  public:
    NamedSpin(const QString& name, int least, int most, QWidget* parent);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;

  private:
    QLabel* m_name;
};

}  // namespace corelane
