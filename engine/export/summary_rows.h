// The table of a comparison's models, a row each: the same on a terminal and in a pull request.
#pragma once

#include "engine/export/columns.h"
#include "engine/export/summary.h"

#include <array>
#include <string>
#include <vector>

namespace corelane {

using SummaryRow = std::vector<std::string>;

inline constexpr std::array summaryAligned = {Align::Left,  Align::Right, Align::Right, Align::Right,
                                              Align::Right, Align::Right, Align::Left,  Align::Left};
SummaryRow summaryHead();
std::vector<SummaryRow> summaryRows(const Summary&);  // in the preset's order; "–" where nothing is known

}  // namespace corelane
