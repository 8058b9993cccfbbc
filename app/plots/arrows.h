// The arrows of hand-overs in one frame: those between a script's actors, and those of the selected task. One place
// says where they run, for the painter and for the pointer.
#pragma once

#include "app/plots/scene.h"

#include <QPainterPath>

#include <optional>
#include <vector>

namespace corelane {

struct Arrow {
    Edge edge;
    QPainterPath path;  // from the one who gave to the one who took, in the viewport
};

// Of the run drawn in row `run`; few enough to be told apart.
std::vector<Arrow> arrowsOf(const Scene&, std::size_t run, TaskIndex selected);

struct ArrowHit {
    int run = -1;
    Edge edge;
};
// The nearest hand-over between actors whose arrow passes within a few pixels of a point; it is drawn over the lanes,
// so it comes before what lies below.
std::optional<ArrowHit> arrowAt(const Scene&, TaskIndex selected, QPoint);

}  // namespace corelane
