// The one sentence that answers the comparison's question: which model to take, and how sure that is.
#pragma once

#include "engine/export/summary.h"

#include <span>
#include <string>

namespace corelane {

// The models carry their ranks and how they compare with the best. "" when nothing has run.
std::string verdict(std::span<const ModelSummary> models, std::size_t cores);

}  // namespace corelane
