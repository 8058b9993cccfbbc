// How much other programs disturbed a comparison.
#pragma once

#include "engine/export/summary.h"

#include <optional>

namespace corelane {

// The median, over the counted runs that had no more workers than cores, of the share of their workers' time in which
// they were ready to run and a core was not given to them. Nothing when no run had so few workers.
std::optional<double> foreignLoad(const Summary&);

// From here on times say more about the others than about the models.
inline constexpr double disturbingLoad = 0.1;

}  // namespace corelane
