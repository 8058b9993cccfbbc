// One run as JSON: an element of "runs" in `run --json` and `info --json`, and a row of the CSV export.
#pragma once

#include "engine/export/summary.h"

#include <nlohmann/json.hpp>

#include <string>

namespace corelane {

// Times in whole nanoseconds; unknown is null, never 0: a run still going has no digest, a run made with the recorder
// off has no balance. balance_ns sums to cores x wall_ns exactly.
nlohmann::ordered_json runJson(const RunSummary&, const std::string& variant);

// What tells the run's entry from another of the same model; "" when it is alone.
std::string variantOf(const Summary&, const Run&);

}  // namespace corelane
