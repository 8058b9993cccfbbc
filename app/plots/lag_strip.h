// Under the head of a run that is compared with a baseline: where, along its time, its tasks ended later or earlier
// than the same tasks did in the baseline.
#pragma once

#include "app/plots/scene.h"

#include <QPoint>
#include <QStringList>

class QPainter;

namespace corelane {

void paintLagStrips(QPainter&, const Scene&, const Look&);
// Empty when the point is on no strip.
QStringList lagTip(const Scene&, QPoint);

}  // namespace corelane
