#include "app/plots/timeline_plot.h"

#include "app/theme.h"

#include <algorithm>

namespace corelane {

void prepareTimelines(QCustomPlot& plot, const QSharedPointer<TimeTicker>& ticker) {
    plot.setAttribute(Qt::WA_OpaquePaintEvent);
    plot.layer("overlay")->setMode(QCPLayer::lmLogical);  // one paint buffer: overlays are widgets of their own
    QCPAxisRect* area = plot.axisRect();
    area->setAutoMargins(QCP::msNone);
    area->setMargins(QMargins(CompareMetrics::leftGutter, CompareMetrics::axis, CompareMetrics::rightGutter, 0));
    area->setMinimumMargins({});
    plot.plotLayout()->setAutoMargins(QCP::msNone);
    plot.plotLayout()->setMargins({});
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.yAxis2}) axis->setVisible(false);
    plot.xAxis->grid()->setVisible(false);
    plot.yAxis->grid()->setVisible(false);
    plot.xAxis2->setVisible(true);
    plot.xAxis2->setTicker(ticker);
    plot.xAxis2->grid()->setVisible(true);
    plot.xAxis2->setTickLength(0, 0);
    plot.xAxis2->setSubTicks(false);
    plot.xAxis2->setTickLabelPadding(6);
}

void applyTimelineLook(QCustomPlot& plot, const Look& look) {
    plot.setBackground(look.panel);
    QCPAxis* axis = plot.xAxis2;
    axis->setTickLabelFont(interfaceFont(11));
    axis->setTickLabelColor(look.thirdText);
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->grid()->setPen(QPen(look.faintLine, 1));
    axis->grid()->setZeroLinePen(QPen(look.faintLine, 1));
}

RunShape shapeOf(const DrawnRun& drawn, std::vector<int> workers) {
    RunShape shape;
    if (drawn.collapsed) return shape;
    shape.cores = static_cast<int>(drawn.run->cores.size());
    shape.workers = static_cast<int>(drawn.run->workers.size());
    shape.counters = std::min(1, static_cast<int>(drawn.run->counters.size()));
    shape.tasks = std::min(CompareMetrics::mostTasks, static_cast<int>(drawn.run->tasks.size()));
    shape.workerOrder = std::move(workers);
    return shape;
}

}  // namespace corelane
