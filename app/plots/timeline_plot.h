// A QCustomPlot as the timelines use it: one axis of time at the top, fixed gutters, one paint buffer.
#pragma once

#include "app/compare_layout.h"
#include "app/drawn_runs.h"
#include "app/plots/time_ticker.h"

#include <qcustomplot.h>

namespace corelane {

struct Look;

void prepareTimelines(QCustomPlot&, const QSharedPointer<TimeTicker>&);
void applyTimelineLook(QCustomPlot&, const Look&);

// The lanes a run shows; none when it is folded. `workers`: from top to bottom.
RunShape shapeOf(const DrawnRun&, std::vector<int> workers);

}  // namespace corelane
