// Which run of a comparison stands for each model in the views: the median one when the comparison is finished, the
// last one while it runs. No Qt.
#pragma once

#include "app/time_range.h"
#include "engine/export/summary.h"
#include "engine/trace/balance.h"
#include "engine/trace/search.h"
#include "engine/trace/trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

// Where a run stands on the time axis that all runs share: the moment of the run that is 0 there, and how many
// nanoseconds of the axis one of the run's is.
struct OnAxis {
    Time zero = 0;
    double stretch = 1;
    Time of(Time absolute) const;
    Time absolute(Time onAxis) const;
    friend bool operator==(const OnAxis&, const OnAxis&) = default;
};

struct DrawnRun {
    std::string key;  // model, options and workers: the same for all repetitions
    std::shared_ptr<const Run> run;
    std::optional<ModelSummary> summary;  // nothing until one repetition is finished
    std::string title;                    // the model's, with its variant when it needs one
    Duration wall() const;                // so far, while it runs
    Time begin() const { return extent(*run).begin; }
    OnAxis axis;  // from its begin, unless it was arranged otherwise
    bool collapsed = false;
    Time onAxis(Time absolute) const { return axis.of(absolute); }
    TimeRange onAxis(const SpanPlace& place) const { return {axis.of(place.begin), axis.of(place.end)}; }
    Time atAxis(Time onAxis) const { return axis.absolute(onAxis); }
};

std::string runKey(const RunInfo&);

// In the preset's order as far as `order` (keys) tells, else in the order they ran first.
std::vector<DrawnRun> chooseRuns(
    const Trace&, const Summary* summary, bool recording, const std::vector<std::string>& order);

}  // namespace corelane
