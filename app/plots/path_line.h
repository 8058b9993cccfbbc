// A run's critical path as a line through its lanes: along the foot of the lane that decided, and across where one
// lane waited for another. As fine as pixels are, whatever the run's length.
#pragma once

#include "app/plots/scene.h"
#include "engine/trace/critical_path.h"

#include <QPainterPath>

namespace corelane {

QPainterPath pathLine(const Scene&, std::size_t run, const CriticalPath&);

}  // namespace corelane
