// Full sentences about the place under the pointer.
#pragma once

#include "app/plots/arrows.h"
#include "app/plots/scene.h"

#include <QStringList>

namespace corelane {

// What is at a point of the viewport.
Hover hoverAt(const Scene&, QPoint);
// First line: what it is called. Empty over heads and gaps.
QStringList hoverTip(const Scene&, const Hover&);
// Of a hand-over between actors: the wait it ended, who gave, and how long the other took to run again.
QStringList arrowTip(const Scene&, const ArrowHit&);

}  // namespace corelane
