#include "engine/scripts/step_work.h"

#include "workloads/generate.h"
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
    // Counters are few.
    constexpr int ownCounters = 8;
    int timers = 0;
    for (const ScriptActor& actor : script.actors()) {
        add(actor.steps, recorder);
        const bool timer = needsOf(actor).timer;
        if (timer) m_timer = recorder.name("timer");
        if (timer) ++timers;
        m_lateness.push_back(
            timer ? recorder.counter(timers > ownCounters ? "others late" : actor.name + " late", "us")
                  : CounterId{});
    }
}

void StepNames::add(const std::vector<Step>& steps, Recorder& recorder) {
    for (const Step& step : steps) {
        if (meetsNobody(step.kind)) {
            const std::string_view kind = step.kind == StepKind::FileRead    ? "read"
                                          : step.kind == StepKind::FileWrite ? "write"
                                                                             : stepKindName(step.kind);
            m_names.emplace(&step, recorder.name(step.label.empty() ? kind : std::string_view(step.label)));
            if (step.sync) m_fsync = recorder.name("fsync");
        }
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

Result<WorkerLane::Mark> doOwnStep(
    const Step& step, ActorProgram& program, Belongings& own, WorkerLane& lane, const StepNames& names,
    const Stopped& stopped) {
    const auto at = [&](const Error& error) {
        return fail(error.kind, fmt::format("at {} {}", step.place, error.message));
    };
    const auto span = [&](WorkerLane::Mark begin, State state, NameId name, TaskIndex task = 0) {
        const WorkerLane::Mark end = lane.mark();
        lane.span(begin, end, state, name, task);
        return end;
    };
    const WorkerLane::Mark begin = lane.mark();
    switch (step.kind) {
    case StepKind::FileRead: {
        const auto sum = own.file.read(step.bytes, stopped);
        if (!sum) return at(sum.error());
        program.add(*sum);
        return span(begin, State::Io, names.of(step));
    }
    case StepKind::FileWrite: {
        if (const auto written = own.file.write(step.bytes, stopped); !written) return at(written.error());
        const WorkerLane::Mark end = span(begin, State::Io, names.of(step));
        if (!step.sync) return end;
        if (const auto synced = own.file.sync(); !synced) return at(synced.error());
        return span(end, State::Io, names.fsync());
    }
    case StepKind::Generate:
        program.add(generate(step.count, step.stages, step.by, stopped));
        break;
    case StepKind::Memory:
        program.add(own.memory.goOver(step, program.itemValue(), stopped));
        break;
    default:
        program.add(doWork(step, program.amount(), stopped));
    }
    return span(begin, State::Useful, names.of(step), program.task());
}

void sleepFor(double microseconds, const Stopped& stopped) {
    sleepUntil(after(microseconds), stopped);
}

void sleepUntil(Ticker::time_point until, const Stopped& stopped) {
    for (Ticker::time_point now = Ticker::now(); now < until && !stopped(); now = Ticker::now())
        std::this_thread::sleep_until(std::min(until, now + longestUnheard));
}

PeriodWait::PeriodWait(const Step& step, const ActorProgram& program, Belongings& own, WorkerLane& lane)
    : m_lane(lane), m_begin(lane.mark()), m_end(own.timer.next(program.amount(), step.timer, Ticker::now())) {}

WorkerLane::Mark PeriodWait::ended(const StepNames& names, std::uint32_t actor) {
    const WorkerLane::Mark now = m_lane.mark();
    m_lane.span(m_begin, now, State::Idle, names.timer());
    const auto late = std::chrono::duration_cast<std::chrono::microseconds>(Ticker::now() - m_end);
    m_lane.counter(names.lateness(actor), std::max<std::int64_t>(0, late.count()));
    return now;
}

std::string failure(const Script& script, std::uint32_t instance, const Step& step) {
    return fmt::format("{} fails at {}: {}", script.instanceName(instance), step.place, step.label);
}

}  // namespace corelane
