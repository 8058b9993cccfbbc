#pragma once

#include "engine/export/summary.h"

#include <nlohmann/json.hpp>

#include <string>

namespace corelane {

// {"parallelism": {"mean", "over_time", "at_level_ns"}, "task_ns": {"count", "p50", "p90", "p99", "p999", "longest"},
// "granularity": [{"from_ns", "count"}], "fairness", "wake_ns": {...}}; unknown is null.
nlohmann::ordered_json numbersJson(const RunNumbers&);
std::string numbersSection(const Summary&);  // of the report; "" when no run has any
std::string numbersTable(const Summary&);    // for a terminal, with its heading; "" when no run has any

}  // namespace corelane
