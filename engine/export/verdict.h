// The one sentence that answers the comparison's question: which model to take, and how sure that is.
#pragma once

#include "engine/export/summary.h"

#include <span>
#include <string>
#include <vector>

namespace corelane {

// samples[i]: the counted wall times of models[i]; models carry their ranks. "" when nothing has run.
std::string verdict(
    std::span<const ModelSummary> models, std::span<const std::vector<double>> samples, std::size_t cores);

}  // namespace corelane
