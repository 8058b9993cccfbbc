#include "engine/models/fault_injection.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <csignal>
#include <ctime>
#include <thread>
#include <unistd.h>

namespace corelane {
namespace {

struct Kind {
    std::string_view name, span;
};
// By FaultKind.
constexpr std::array<Kind, 7> kinds = {{
    {"none", ""},
    {"kill", "fault: killed"},
    {"kill_before_ack", "fault: killed before ack"},
    {"pause", "fault: paused"},
    {"delay", "fault: delayed"},
    {"drop", "fault: reply dropped"},
    {"kill_server", "fault: server killed"},
}};

const Kind& of(FaultKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view faultName(FaultKind kind) {
    return of(kind).name;
}

FaultPlan faultPlan(const Options& options) {
    FaultPlan plan;
    const auto found = options.values().find("fault");
    if (found == options.values().end()) return plan;
    const std::string& word = std::get<std::string>(found->second);
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].name == word) plan.kind = static_cast<FaultKind>(i);
    if (plan.kind == FaultKind::None) return plan;
    if (plan.kind != FaultKind::KillServer) plan.worker = static_cast<int>(options.integer("fault_worker"));
    plan.after = static_cast<std::uint64_t>(options.integer("fault_after"));
    plan.milliseconds = options.integer("fault_ms");
    return plan;
}

std::string refuseFault(const FaultPlan& plan, int workers, SilentWorker silent) {
    if (plan.kind == FaultKind::None) return "";
    if (plan.worker >= workers)
        return fmt::format(
            "fault_worker is {}, and there {}; count workers from 0", plan.worker,
            workers == 1 ? "is 1 worker" : fmt::format("are {} workers", workers));
    const bool forEver = plan.kind == FaultKind::Drop || (plan.kind == FaultKind::Pause && plan.milliseconds == 0);
    if (forEver && !silent.noticed)
        return fmt::format(
            "nobody would notice the fault {}, and the run would not end; {}", faultName(plan.kind), silent.remedy);
    return "";
}

FaultInjector::FaultInjector(Recorder& recorder, const FaultPlan& plan, int self)
    : m_recorder(recorder), m_plan(plan), m_armed(plan.kind != FaultKind::None && plan.worker == self) {
    if (m_armed) m_name = recorder.name(of(plan.kind).span);
}

void FaultInjector::strikeInHand(LaneLaps& laps) {
    if (m_done < m_plan.after) return;
    if (m_plan.kind == FaultKind::Kill) kill(laps);
    if (m_plan.kind == FaultKind::Pause) pause(laps);
}

void FaultInjector::strikeDone(LaneLaps& laps) {
    m_done += 1;
    if (m_done <= m_plan.after) return;
    if (m_plan.kind == FaultKind::KillBeforeAck || m_plan.kind == FaultKind::KillServer) kill(laps);
    if (m_plan.kind == FaultKind::Delay) delay(laps);
}

bool FaultInjector::dropsReply() {
    if (!m_armed || m_plan.kind != FaultKind::Drop || m_done <= m_plan.after) return false;
    m_armed = false;
    m_recorder.noteInjected();
    return true;
}

// The span stays open: it ends when whoever looks after the workers has seen this one end.
void FaultInjector::kill(LaneLaps& laps) {
    laps.lane().open(State::Idle, m_name);
    m_recorder.noteInjected();
    for (;;) {
        ::kill(getpid(), SIGKILL);
        ::pause();
    }
}

// A timer continues the process: it could not do so itself, and nobody else can be relied upon to be there.
void FaultInjector::pause(LaneLaps& laps) {
    m_armed = false;
    sigevent event = {};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGCONT;
    timer_t timer = {};
    const bool timed = m_plan.milliseconds > 0 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
    if (m_plan.milliseconds > 0 && !timed) {
        m_recorder.fault("a worker could not be paused, since the system gave it no timer");
        return;
    }
    laps.lane().open(State::Idle, m_name);
    m_recorder.noteInjected();
    if (timed) {
        itimerspec once = {};
        once.it_value = {m_plan.milliseconds / 1000, m_plan.milliseconds % 1000 * 1'000'000};
        once.it_interval = {0, 10'000'000};  // again, should it come before the stop
        timer_settime(timer, 0, &once, nullptr);
    }
    ::kill(getpid(), SIGSTOP);
    if (timed) timer_delete(timer);
    laps.lane().close();
    laps.skipTo(laps.lane().mark());
}

void FaultInjector::delay(LaneLaps& laps) {
    m_recorder.noteInjected();
    std::this_thread::sleep_for(std::chrono::milliseconds(m_plan.milliseconds));
    laps.lap(State::Idle, m_name);
}

}  // namespace corelane
