#include "workloads/kernels.h"

#include "workloads/random.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 5> names = {
    "empty", "busy_wait", "compute_bound", "memory_bound", "load_imbalance"};

std::uint64_t busyWait(std::uint64_t iterations) {
    std::uint64_t acc = 113;
    for (std::uint64_t n = 0; n < iterations; ++n) acc = acc * 139 % 2147483647;
    return acc;
}

std::uint64_t computeBound(std::uint64_t iterations) {
    // Between -1 and 0, A*A + A creeps to 0 and stays finite: no infinities, whatever the number of iterations.
    alignas(64) std::array<double, 64> a;
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = -static_cast<double>(i + 1) / 65.0;
    for (std::uint64_t n = 0; n < iterations; ++n)
        for (double& x : a) x = x * x + x;
    double product = 1;
    for (const double x : a) product *= x;
    // The product underflows after many iterations; one factor's bits beside it never do.
    return std::bit_cast<std::uint64_t>(product) ^ std::bit_cast<std::uint64_t>(a[31]);
}

std::uint64_t memoryBound(const KernelParameters& p, std::uint32_t step, MutableBytes scratch) {
    const std::size_t part = p.scratchBytes / p.samples, half = part / 2;
    std::uint64_t copied = 0;
    // Starts where the step before stopped, so that the working set stays the same when the iterations shrink.
    std::uint64_t sample = static_cast<std::uint64_t>(step) * (p.iterations % p.samples) % p.samples;
    for (std::uint64_t n = 0; n < p.iterations; ++n) {
        std::byte* const first = scratch.data() + sample * part;
        std::memcpy(first + half, first, half);
        asm volatile("" : : "r"(first) : "memory");  // each copy really happens
        copied += half + static_cast<std::uint64_t>(first[half] ^ first[0]);
        if (++sample == p.samples) sample = 0;
    }
    return copied;
}

}  // namespace

std::span<const std::string_view> kernelNames() {
    return names;
}

std::uint64_t iterationsOf(const KernelParameters& p, std::uint32_t step, std::uint32_t point) {
    if (p.kernel == Kernel::Empty) return 0;
    if (p.kernel != Kernel::LoadImbalance) return p.iterations;
    const double factor = 1 + (uniform({p.graph, step, point}) - 0.5) * p.imbalance;
    return static_cast<std::uint64_t>(std::llround(factor * static_cast<double>(p.iterations)));
}

KernelWork kernelWork(const KernelParameters& p, std::uint32_t step, std::uint32_t point) {
    switch (p.kernel) {
    case Kernel::Empty:
        return {};
    case Kernel::BusyWait:
        return {0, 0, p.iterations};
    case Kernel::ComputeBound:
    case Kernel::LoadImbalance:
        return {128 * iterationsOf(p, step, point) + 64};
    case Kernel::MemoryBound:
        return {0, p.scratchBytes / p.samples / 2 * 2 * p.iterations};
    }
    return {};
}

std::uint64_t runKernel(const KernelParameters& p, std::uint32_t step, std::uint32_t point, MutableBytes scratch) {
    switch (p.kernel) {
    case Kernel::Empty:
        return 0;
    case Kernel::BusyWait:
        return busyWait(p.iterations);
    case Kernel::ComputeBound:
        return computeBound(p.iterations);
    case Kernel::MemoryBound:
        return memoryBound(p, step, scratch);
    case Kernel::LoadImbalance:
        return computeBound(iterationsOf(p, step, point));
    }
    return 0;
}

}  // namespace corelane
