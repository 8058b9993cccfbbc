// Runs a sweep: the points take turns, so that whatever drifts on the machine falls on all of them alike. Each point
// is a comparison with a recording of its own.
#pragma once

#include "engine/run/comparison_runner.h"
#include "engine/run/sweep_axis.h"
#include "engine/sweeps/sweep.h"

#include <functional>
#include <memory>
#include <string>

namespace corelane {

// Where the points' recordings go, by the point's number. `write` is a Writer's sink; `read` gives back what was
// written. An error of either ends the sweep; what was written stays.
struct PointRecordings {
    std::function<Result<>(std::size_t point, std::string_view bytes)> write;
    std::function<Result<std::shared_ptr<const Trace>>(std::size_t point)> read;
    std::function<std::string(std::size_t point)> name;  // for Sweep::points, "" when nothing is kept
};

// Each repetition of each point once, in an order shuffled anew (a seed drawn and kept), then the next repetition. A
// point at which something fails is marked with why; the others go on. Interrupted: what was run is there.
// Errors: a recording could not be written or read.
Result<Sweep> runSweep(const SweepPlan&, const Machine&, const RunnerSettings&, const PointRecordings&);

}  // namespace corelane
