#pragma once

#include "engine/export/summary.h"

#include <string>

namespace corelane {

// The report's section on what would have been with one thing changed; "" when nothing can be said of any run.
std::string whatIfSection(const Trace&, const Summary&);

}  // namespace corelane
