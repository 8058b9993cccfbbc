// What is written over and beside the lanes. Each function paints one layer of a frame onto the viewport.
#pragma once

#include "app/plots/scene.h"

class QPainter;

namespace corelane {

void paintLaneNames(
    QPainter&, const Scene&, const Look&, const RangeBalance&);  // left gutter, useful share at the right
void paintSpanLabels(QPainter&, const Scene&, const Look&);      // borders from 6 px on, and names that fit
void paintCounters(QPainter&, const Scene&, const Look&);
void paintRunHeads(QPainter&, const Scene&, const Look&, const RangeBalance&);  // heads, rules, ends of runs

// "cores 0–3" of a run's core lanes.
QString coreNames(const Run&);

}  // namespace corelane
