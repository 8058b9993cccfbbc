// What would have happened to every model's median run with one thing changed, for the command line and the reports.
#pragma once

#include "engine/export/summary.h"
#include "engine/whatif/what_if.h"

#include <string>
#include <vector>

namespace corelane {

struct ModelWhatIf {
    std::size_t model;  // in Summary::models
    std::shared_ptr<const Run> run;
    WhatIf whatIf;
};

// Of every model that has a median run, in order.
std::vector<ModelWhatIf> whatIfs(const Trace&, const Summary&, const WhatIfChoice& = {});

// {"what_if": [{"model", "variant", "run", "measured_ns", "replayed_ns", "refused", "predictions": [{"name", "title",
// "wall_ns", "sentence", "assumes"}]}]}; unknown is null.
std::string whatIfJson(const Summary&, std::span<const ModelWhatIf>);
std::string whatIfText(const Summary&, std::span<const ModelWhatIf>);

}  // namespace corelane
