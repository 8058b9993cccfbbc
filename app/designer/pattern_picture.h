// A task graph as dots and lines: the first steps, one below the other, and what each task needs of the step before.
#pragma once

#include "app/designer/forecast.h"

#include <QWidget>

namespace corelane {

class PatternPicture : public QWidget {
    Q_OBJECT

  public:
    explicit PatternPicture(QWidget* parent = nullptr);
    void show(const PlanForecast&);
    QSize sizeHint() const override { return {300, 170}; }
    using QWidget::show;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    decltype(PlanForecast::picture) m_steps;
};

}  // namespace corelane
