// How many workers computed over time, a run below the other on one axis of time and one of workers.
#pragma once

#include "engine/trace/time.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace corelane {

class ParallelismCurves : public QWidget {
    Q_OBJECT

  public:
    struct Curve {
        QString name;
        std::vector<double> computing;  // on average in each of equal parts of [from, to)
        Duration from = 0, to = 0;      // since the run's begin
        Duration wall = 0;
        double mean() const;  // over what lies within the run
    };

    explicit ParallelismCurves(QWidget* parent = nullptr);
    void show(std::vector<Curve>);
    using QWidget::show;
    const std::vector<Curve>& curves() const { return m_curves; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }
    QString textAt(QPoint) const;  // the sentence of a place; empty where there is none

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;  // tool tips

  private:
    static constexpr int rowHeight = 44, axisHeight = 20, nameWidth = 92;
    double span() const { return std::max(1.0, width() - nameWidth - 4.0); }
    void paintCurve(QPainter&, const Curve&, int top) const;
    void paintAxis(QPainter&) const;

    std::vector<Curve> m_curves;
    double m_most = 1;  // workers
};

}  // namespace corelane
