// One run alone, painted as the compare view paints it, into a picture.
#pragma once

#include "app/plots/runs_plottable.h"
#include "app/plots/scene.h"
#include "app/plots/time_ticker.h"

#include <QPixmap>

namespace corelane {

class RunPicture {
  public:
    RunPicture(QWidget* parent, const RangeBalance& shares);
    RunPicture(const RunPicture&) = delete;  // its lanes know where its scene is
    RunPicture& operator=(const RunPicture&) = delete;

    // Where everything is for `run` alone, in the place, size and range of `all`. The layout opens cores as they are
    // there.
    void setScene(const Scene& all, std::size_t run, QSize size, int scroll);
    const Scene& scene() const { return m_scene; }
    QPixmap paint(qreal devicePixelRatio);

  private:
    Scene m_scene;
    QSharedPointer<TimeTicker> m_ticker;
    QCustomPlot* m_plot;  // never shown; its parent's
    RunsPlottable* m_lanes;
};

}  // namespace corelane
