// How long the tasks of each run took, one above the other on one logarithmic axis: an area for how many took that
// long, a line at the median, a dotted one at the 99th percentile. Runs share the axis, not the height.
#pragma once

#include "engine/trace/range_statistics.h"

#include <QWidget>

#include <vector>

namespace corelane {

class LatencyRidges : public QWidget {
    Q_OBJECT

  public:
    struct Ridge {
        QString name;
        Latencies tasks;
    };

    explicit LatencyRidges(QWidget* parent = nullptr);
    void show(std::vector<Ridge>);
    using QWidget::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;  // tool tips

  private:
    static constexpr int rowHeight = 30, axisHeight = 20, nameWidth = 92;
    double xOf(double ns) const;
    void paintRidge(QPainter&, const Ridge&, int top) const;

    std::vector<Ridge> m_ridges;
    int m_firstBucket = 0, m_lastBucket = 1;
};

}  // namespace corelane
