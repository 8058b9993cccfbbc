// The timelines of a report: the median run of every model, one below the other on one time axis, all starts aligned.
// Columns become paths, one a state and lane, so that the picture's size does not depend on the recording's length.
#pragma once

#include "engine/export/summary.h"

#include <string>

namespace corelane {

// What stands in the picture, without the element around it: for pictures that have more in them.
struct TimelinePicture {
    int width = 0, height = 0;
    std::string content;  // "" when no run was recorded
};
TimelinePicture timelinePicture(const Summary&);

// An <svg> element without colours of its own: reportStyle() gives them by class. "" when no run was recorded.
std::string timelineSvg(const Summary&);

// Where a time axis over [0, longest] has its ticks: 1, 2 or 5 times a power of ten apart, at most `most` of them.
Duration tickStep(Duration longest, int most);
std::string tickText(Duration time, Duration step);  // "15 ms", "0.5 ms", "2 s"

}  // namespace corelane
