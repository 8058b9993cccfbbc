// The machine a comparison runs on.
#pragma once

#include "engine/trace/comparison.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

Machine inspectMachine();  // about 0.3 s: measures the clock; call it before there are threads

// The cores this process may use (sched_getaffinity), the kernel's numbers, ascending; at least one.
std::vector<int> allowedCores();

// How much of all cores' time is taken, 0 to 1, over a while in which the caller sleeps; nothing when unknown.
std::optional<double> busyShare(std::chrono::milliseconds over);

std::uint64_t availableMemory();  // bytes, of /proc/meminfo; 0 when unknown
std::string freshUuid();          // 36 characters
std::string utcNow();             // ISO 8601, "2026-01-31T12:00:00Z"

}  // namespace corelane
