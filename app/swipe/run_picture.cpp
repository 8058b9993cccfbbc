#include "app/swipe/run_picture.h"

#include "app/arrangement.h"
#include "app/plots/timeline_plot.h"

namespace corelane {

RunPicture::RunPicture(QWidget* parent, const RangeBalance& shares)
    : m_ticker(new TimeTicker), m_plot(new QCustomPlot(parent)) {
    m_plot->hide();
    m_plot->setFocusPolicy(Qt::NoFocus);
    prepareTimelines(*m_plot, m_ticker);
    m_lanes = new RunsPlottable(m_plot->xAxis2, m_plot->yAxis, m_scene, shares);
}

void RunPicture::setScene(const Scene& all, std::size_t run, QSize size, int scroll) {
    m_scene = {};
    m_scene.trace = all.trace;
    m_scene.runs = {all.runs[run]};
    m_scene.runs[0].collapsed = false;
    m_scene.descriptions = {all.descriptions[run]};
    m_scene.lags = {nullptr};
    m_scene.range = all.range;
    m_scene.shownStates = all.shownStates;
    m_scene.whole = all.whole;
    m_scene.width = size.width();
    m_scene.height = size.height();
    m_scene.scroll = scroll;
    std::vector<int> workers;
    for (const LaneRow& row : all.layout.rows())
        if (row.run == static_cast<int>(run) && row.kind == LaneKind::Worker) workers.push_back(row.lane);
    if (workers.empty()) workers = laneOrder(*m_scene.runs[0].run, Arrangement::Lanes::Number);  // it is folded
    const RunShape shape = shapeOf(m_scene.runs[0], std::move(workers));
    m_scene.layout = CompareLayout(std::span(&shape, 1), size.height() - m_scene.top());
    m_ticker->setWhole(m_scene.whole);
    m_ticker->setPixels(m_scene.plotWidth());
}

QPixmap RunPicture::paint(qreal devicePixelRatio) {
    QPixmap picture(QSize(m_scene.width, m_scene.height) * devicePixelRatio);
    picture.setDevicePixelRatio(devicePixelRatio);
    m_plot->setFixedSize(m_scene.width, m_scene.height);
    applyTimelineLook(*m_plot, lookOf(m_plot->parentWidget()->palette()));
    m_plot->setPalette(m_plot->parentWidget()->palette());
    m_plot->xAxis2->setRange(double(m_scene.range.from), double(m_scene.range.to));
    QCPPainter painter(&picture);
    m_plot->toPainter(&painter, m_scene.width, m_scene.height);
    return picture;
}

}  // namespace corelane
