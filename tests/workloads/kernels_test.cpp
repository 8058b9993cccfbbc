#include "workloads/kernels.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <set>

using namespace corelane;

namespace {

// The sum over a stencil of 10 steps and width 8.
KernelWork ofStencil(const KernelParameters& p) {
    KernelWork sum;
    for (std::uint32_t step = 0; step < 10; ++step)
        for (std::uint32_t point = 0; point < 8; ++point) {
            const KernelWork work = kernelWork(p, step, point);
            sum.flop += work.flop;
            sum.bytes += work.bytes;
        }
    return sum;
}

KernelParameters parametersOf(Kernel kernel, std::uint64_t iterations) {
    KernelParameters p;
    p.kernel = kernel;
    p.iterations = iterations;
    return p;
}

}  // namespace

TEST_CASE("work is counted as Task Bench counts it") {
    CHECK(ofStencil(parametersOf(Kernel::Empty, 100)).flop == 0);
    CHECK(ofStencil(parametersOf(Kernel::BusyWait, 100)).flop == 0);
    CHECK(ofStencil(parametersOf(Kernel::ComputeBound, 100)).flop == 1029120);
    auto imbalanced = parametersOf(Kernel::LoadImbalance, 100);
    imbalanced.imbalance = 1;
    CHECK(ofStencil(imbalanced).flop == 1071232);
    auto memory = parametersOf(Kernel::MemoryBound, 100);
    memory.scratchBytes = 65536;
    CHECK(ofStencil(memory).bytes == 32768000);
    CHECK(ofStencil(memory).flop == 0);
}

TEST_CASE("imbalanced iterations are Task Bench's") {
    auto p = parametersOf(Kernel::LoadImbalance, 1000);
    p.imbalance = 1;
    CHECK(iterationsOf(p, 0, 0) == 1437);
    CHECK(iterationsOf(p, 0, 1) == 619);
    CHECK(iterationsOf(p, 0, 2) == 1331);
    CHECK(iterationsOf(p, 0, 3) == 1485);
    p.imbalance = 0;
    CHECK(iterationsOf(p, 0, 0) == 1000);
    p.imbalance = 2;
    for (std::uint32_t point = 0; point < 1000; ++point) CHECK(iterationsOf(p, 1, point) <= 2000);
}

TEST_CASE("a kernel's value depends on how much it computed") {
    for (const Kernel kernel : {Kernel::BusyWait, Kernel::ComputeBound}) {
        std::set<std::uint64_t> values;
        for (const std::uint64_t iterations : {0u, 1u, 2u, 10u, 100u, 1000u, 100000u})
            values.insert(runKernel(parametersOf(kernel, iterations), 1, 1, {}));
        CHECK(values.size() == 7);
    }
    CHECK(runKernel(parametersOf(Kernel::BusyWait, 2), 0, 0, {}) == 113u * 139 * 139);
}

TEST_CASE("memory_bound copies first halves of its parts, going on where the step before stopped") {
    auto p = parametersOf(Kernel::MemoryBound, 3);
    p.samples = 4;
    p.scratchBytes = 64;
    std::vector<std::byte> scratch(64);
    for (std::size_t i = 0; i < scratch.size(); ++i) scratch[i] = static_cast<std::byte>(i);
    const auto copied = [&](std::size_t part) {
        return std::memcmp(scratch.data() + part * 16, scratch.data() + part * 16 + 8, 8) == 0;
    };
    const std::uint64_t first = runKernel(p, 0, 5, scratch);
    CHECK((copied(0) && copied(1) && copied(2)));
    CHECK_FALSE(copied(3));
    CHECK(runKernel(p, 1, 5, scratch) == first);
    CHECK(copied(3));
}

TEST_CASE("memory_bound's value does not depend on what the memory held") {
    auto p = parametersOf(Kernel::MemoryBound, 100);
    p.scratchBytes = 1000;  // not a multiple of the samples
    std::vector<std::byte> zero(1000), other(1000, std::byte{0x5a});
    CHECK(runKernel(p, 3, 2, zero) == runKernel(p, 3, 2, other));
}
