// A stretch of the time axis. No Qt.
#pragma once

#include "engine/trace/time.h"

namespace corelane {

struct TimeRange {
    Time from = 0, to = 0;
    Duration length() const { return to - from; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

}  // namespace corelane
