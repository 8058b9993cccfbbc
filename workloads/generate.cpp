#include "workloads/generate.h"

#include "workloads/generator.h"

namespace corelane {
namespace {

// As little as can be that no compiler can do for many values at once.
std::uint64_t stage(std::uint64_t value) {
    return (value ^ (value >> 29)) * 0x9e3779b97f4a7c15;
}

constexpr std::uint64_t piece = 1 << 16;  // values between two looks whether to stop

Generator<std::uint64_t> source(std::uint64_t values, const std::function<bool()>& stopped) {
    for (std::uint64_t i = 0; i < values && (i % piece != 0 || !stopped()); ++i) co_yield i;
}

Generator<std::uint64_t> staged(Generator<std::uint64_t> from) {
    while (from.next()) co_yield stage(from.value());
}

std::uint64_t byGenerators(std::uint64_t values, std::uint32_t stages, const std::function<bool()>& stopped) {
    Generator<std::uint64_t> chain = source(values, stopped);
    for (std::uint32_t i = 0; i < stages; ++i) chain = staged(std::move(chain));
    std::uint64_t sum = 0;
    while (chain.next()) sum += chain.value();
    return sum;
}

std::uint64_t byLoop(std::uint64_t values, std::uint32_t stages, const std::function<bool()>& stopped) {
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < values && (i % piece != 0 || !stopped()); ++i) {
        std::uint64_t value = i;
        for (std::uint32_t s = 0; s < stages; ++s) value = stage(value);
        sum += value;
    }
    return sum;
}

}  // namespace

std::uint64_t generate(
    std::uint64_t values, std::uint32_t stages, GenerateWay way, const std::function<bool()>& stopped) {
    return way == GenerateWay::Generators ? byGenerators(values, stages, stopped) : byLoop(values, stages, stopped);
}

}  // namespace corelane
