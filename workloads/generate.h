// Values that pass through a chain of stages, one at a time: what a step Generate computes, by a generator for each
// stage or by one loop that does the same.
#pragma once

#include "workloads/script.h"

#include <cstdint>
#include <functional>

namespace corelane {

// The sum of `values` values after `stages` stages, modulo 2^64; the same whichever way. Ends early, with another
// sum, when stopped() says so. Frames of generators come from the heap: std::bad_alloc is not caught.
std::uint64_t generate(std::uint64_t values, std::uint32_t stages, GenerateWay, const std::function<bool()>& stopped);

}  // namespace corelane
