// Which run of a comparison stands for each model in the views: the median one when the comparison is finished, the
// last one while it runs. No Qt.
#pragma once

#include "engine/export/summary.h"
#include "engine/trace/balance.h"
#include "engine/trace/trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct DrawnRun {
    std::string key;  // model, options and workers: the same for all repetitions
    std::shared_ptr<const Run> run;
    std::optional<ModelSummary> summary;               // nothing until one repetition is finished
    std::string title;                                 // the model's, with its variant when it needs one
    Duration wall() const;                             // so far, while it runs
    Time begin() const { return extent(*run).begin; }  // where this run's aligned time is 0
};

std::string runKey(const RunInfo&);

// In the preset's order as far as `order` (keys) tells, else in the order they ran first.
std::vector<DrawnRun> chooseRuns(
    const Trace&, const Summary* summary, bool recording, const std::vector<std::string>& order);

}  // namespace corelane
