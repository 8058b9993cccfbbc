// The numbers of a sweep's range, and how many iterations of a kernel take how long here.
#pragma once

#include "engine/run/json_text.h"
#include "engine/sweeps/sweep.h"

#include <string_view>
#include <vector>

namespace corelane {

// Ascending, each once; whole numbers where the axis counts. The error is a sentence without the axis' name.
Result<std::vector<double>> sweepValues(const AxisFacts&, std::string_view range);

// How often a graph's kernel must repeat for a task to take `nanoseconds` on this machine: measured once a kernel and
// kept. At least 1. Errors: the kernel does not compute.
Result<std::int64_t> iterationsFor(const Json& graph, double nanoseconds);

}  // namespace corelane
