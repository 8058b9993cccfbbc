// Kernels: the inner loop of a task. Pure computing on numbers and on the calling worker's scratch memory.
#pragma once

#include "workloads/workload.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace corelane {

enum class Kernel { Empty, BusyWait, ComputeBound, MemoryBound, LoadImbalance };

std::span<const std::string_view> kernelNames();  // "empty", "busy_wait", ... in the enum's order

struct KernelParameters {
    Kernel kernel = Kernel::Empty;
    std::uint64_t iterations = 0;
    double imbalance = 0;          // load_imbalance: 0 to 2
    std::uint64_t samples = 16;    // memory_bound: parts of the scratch memory
    std::size_t scratchBytes = 0;  // memory_bound
    std::uint32_t graph = 0;       // seeds load_imbalance
};

// The iterations task (step, point) makes: `iterations` except under load_imbalance.
std::uint64_t iterationsOf(const KernelParameters&, std::uint32_t step, std::uint32_t point);
KernelWork kernelWork(const KernelParameters&, std::uint32_t step, std::uint32_t point);

// Runs it; the value depends on what was computed, never on what the scratch memory held before.
std::uint64_t runKernel(const KernelParameters&, std::uint32_t step, std::uint32_t point, MutableBytes scratch);

}  // namespace corelane
