// What a step of work does: pure computing, or computing for a while.
#pragma once

#include "workloads/script.h"

#include <cstdint>

namespace corelane {

// What Run computes, 0 for Busy, whose length says nothing of its result. `amount` in the step's own unit.
std::uint64_t doWork(const Step&, double amount);

}  // namespace corelane
