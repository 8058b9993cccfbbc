// Full sentences about the place under the pointer.
#pragma once

#include "app/plots/scene.h"

#include <QStringList>

namespace corelane {

// What is at a point of the viewport.
Hover hoverAt(const Scene&, QPoint);
// First line: what it is called. Empty over heads and gaps.
QStringList hoverTip(const Scene&, const Hover&);

}  // namespace corelane
