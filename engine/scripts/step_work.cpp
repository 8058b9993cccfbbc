#include "engine/scripts/step_work.h"

#include "workloads/kernels.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace corelane {
namespace {

using Ticker = std::chrono::steady_clock;

// busy_wait iterations of one unit of work: about a microsecond on a machine of these years.
constexpr double iterationsOfUnit = 450;
constexpr double longestPiece = 10'000;  // units

std::uint64_t compute(double units) {
    KernelParameters kernel;
    kernel.kernel = Kernel::BusyWait;
    kernel.iterations = static_cast<std::uint64_t>(units * iterationsOfUnit);
    return runKernel(kernel, 0, 0, {});
}

Ticker::time_point after(double microseconds) {
    return Ticker::now() + std::chrono::nanoseconds(static_cast<std::int64_t>(microseconds * 1000));
}

}  // namespace

StepNames::StepNames(const Script& script, Recorder& recorder) {
    for (const ScriptActor& actor : script.actors()) add(actor.steps, recorder);
}

void StepNames::add(const std::vector<Step>& steps, Recorder& recorder) {
    for (const Step& step : steps) {
        if (isWork(step.kind))
            m_names.emplace(
                &step, recorder.name(step.label.empty() ? stepKindName(step.kind) : std::string_view(step.label)));
        add(step.body, recorder);
        add(step.otherwise, recorder);
    }
}

std::uint64_t doWork(const Step& step, double amount, const Stopped& stopped) {
    std::uint64_t value = 0;
    if (step.kind == StepKind::Run) {
        for (; amount > longestPiece && !stopped(); amount -= longestPiece) value += compute(longestPiece);
        return value + compute(std::min(amount, longestPiece));
    }
    const Ticker::time_point until = after(amount);
    for (int i = 1; Ticker::now() < until; ++i) {
        compute(0.1);
        if (i % 1024 == 0 && stopped()) break;
    }
    return value;
}

void sleepFor(double microseconds, const Stopped& stopped) {
    const Ticker::time_point until = after(microseconds);
    for (Ticker::time_point now = Ticker::now(); now < until && !stopped(); now = Ticker::now())
        std::this_thread::sleep_until(std::min(until, now + longestUnheard));
}

std::string failure(const Script& script, std::uint32_t instance, const Step& step) {
    return fmt::format("{} fails at {}: {}", script.instanceName(instance), step.place, step.label);
}

}  // namespace corelane
