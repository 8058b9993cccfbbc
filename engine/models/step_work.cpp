#include "engine/models/step_work.h"

#include "workloads/kernels.h"

#include <chrono>

namespace corelane {
namespace {

// busy_wait iterations of one unit of work: about a microsecond on a machine of these years.
constexpr double iterationsOfUnit = 450;

std::uint64_t compute(double units) {
    KernelParameters kernel;
    kernel.kernel = Kernel::BusyWait;
    kernel.iterations = static_cast<std::uint64_t>(units * iterationsOfUnit);
    return runKernel(kernel, 0, 0, {});
}

}  // namespace

std::uint64_t doWork(const Step& step, double amount) {
    if (step.kind == StepKind::Run) return compute(amount);
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::nanoseconds(static_cast<std::int64_t>(amount * 1000));
    while (std::chrono::steady_clock::now() < until) compute(0.1);
    return 0;
}

}  // namespace corelane
