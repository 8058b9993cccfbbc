// Fault injection: what a run asks to go wrong, so that one sees what its model does about it. A model that can be
// asked has these options beside its own. A worker's fault strikes in the worker itself, at a place in its work that
// is always the same; it is a span of the worker's lane.
#pragma once

#include "engine/models/lane_laps.h"
#include "engine/trace/option.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace corelane {

enum class FaultKind {
    None,
    Kill,           // SIGKILL, when the worker holds a task that it has not begun
    KillBeforeAck,  // SIGKILL, when it has run a task and nobody knows
    Pause,          // SIGSTOP, when it holds a task that it has not begun
    Delay,          // from then on what it has to say leaves late
    Drop,           // one reply is never sent
    KillServer      // SIGKILL for the process that serves the workers
};
std::string_view faultName(FaultKind);

constexpr Option faultOption(std::span<const std::string_view> kinds) {
    return {
        "fault", Option::Type::Choice, "none",
        "what goes wrong on purpose: a worker is killed with a task in hand, or when it has run one and not said so, "
        "is paused, or is late with all that it says; a reply is dropped; the server is killed",
        kinds};
}
inline constexpr Option faultWorkerOption = {
    "fault_worker", Option::Type::Int, std::int64_t{0}, "which worker's fault it is, counted from 0", {}, 0, 63};
inline constexpr Option faultAfterOption = {
    "fault_after",
    Option::Type::Int,
    std::int64_t{10},
    "after how many of the worker's tasks the fault strikes; the server's: after how many of all",
    {},
    0,
    1'000'000'000};
inline constexpr Option faultMsOption = {
    "fault_ms",
    Option::Type::Int,
    std::int64_t{50},
    "for how many milliseconds a worker is paused, 0: until the run ends; or by how many it is late",
    {},
    0,
    3'600'000};

inline constexpr int faultOfServer = -1;  // in the place of a worker's number

struct FaultPlan {
    FaultKind kind = FaultKind::None;
    int worker = faultOfServer;
    std::uint64_t after = 0;
    std::int64_t milliseconds = 0;
};
// Kind None as well when the model has no such options.
FaultPlan faultPlan(const Options&);

// Why the plan cannot be had, a sentence; "": it can. `missed`: whether the model notices a worker that is silent for
// ever, and what to set so that it does.
struct SilentWorker {
    bool noticed = false;
    std::string_view remedy;
};
std::string refuseFault(const FaultPlan&, int workers, SilentWorker);

// The plan in the process that it is about, be it a worker or the server. One thread.
class FaultInjector {
  public:
    // `self`: the worker's number, or faultOfServer.
    FaultInjector(Recorder&, const FaultPlan&, int self);

    // It holds its next task. May not return.
    void taskInHand(LaneLaps& laps) {
        if (m_armed) [[unlikely]]
            strikeInHand(laps);
    }
    // It has run the task, or taken its result, and has not said so. May not return.
    void taskDone(LaneLaps& laps) {
        if (m_armed) [[unlikely]]
            strikeDone(laps);
    }
    // The reply to the task that it ran last is not to be sent.
    bool dropsReply();

  private:
    void strikeInHand(LaneLaps&);
    void strikeDone(LaneLaps&);
    [[noreturn]] void kill(LaneLaps&);
    void pause(LaneLaps&);
    void delay(LaneLaps&);

    Recorder& m_recorder;
    FaultPlan m_plan;
    bool m_armed;
    std::uint64_t m_done = 0;
    NameId m_name = 0;
};

}  // namespace corelane
