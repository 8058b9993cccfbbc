// Time is a whole number of nanoseconds everywhere; it becomes a double only on the last line before an axis.
#pragma once

#include <cstdint>

namespace corelane {

using Time = std::int64_t;      // nanoseconds of CLOCK_BOOTTIME
using Duration = std::int64_t;  // nanoseconds

}  // namespace corelane
