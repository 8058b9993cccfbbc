// What the steps of an actor do that meet nobody: work, which computes, files, and sleep. The same under every model.
#pragma once

#include "engine/record/recorder.h"
#include "engine/scripts/belongings.h"
#include "workloads/actor_program.h"
#include "workloads/script.h"

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace corelane {

// For how long at most nobody looks whether the run is to stop.
inline constexpr std::chrono::milliseconds longestUnheard{50};

// What the spans of steps that meet nobody are called: by their label, else by their kind. Any thread.
class StepNames {
  public:
    StepNames(const Script&, Recorder&);  // before the run
    NameId of(const Step& step) const { return m_names.find(&step)->second; }
    NameId fsync() const { return m_fsync; }
    NameId timer() const { return m_timer; }
    CounterId lateness(std::uint32_t actor) const { return m_lateness[actor]; }

  private:
    void add(const std::vector<Step>&, Recorder&);
    std::unordered_map<const Step*, NameId> m_names;
    NameId m_fsync = 0, m_timer = 0;
    std::vector<CounterId> m_lateness;  // by actor
};

// What Run computes, 0 for Busy, whose length says nothing of its result. `amount` in the step's own unit. Ends
// early, with another value, when the run is to stop.
std::uint64_t doWork(const Step&, double amount, const Stopped&);
// Carries out the step that meetsNobody() and was given by the program last, and records it in the lane. When it
// ended, or what follows the actor's name in a fault: "at /steps/0 cannot write 4096 bytes: ...".
Result<WorkerLane::Mark> doOwnStep(
    const Step&, ActorProgram&, Belongings&, WorkerLane&, const StepNames&, const Stopped&);
void sleepFor(double microseconds, const Stopped&);
void sleepUntil(StepTimer::Clock::time_point, const Stopped&);

// A step Timer, which whoever runs the actor waits for in his own way:
//     PeriodWait wait(step, program, belongings, lane);  ... until wait.end() ...;  wait.ended(names, actor)
// which records it, and on a counter of the actor's how late it was: after the period's end, woken or missed.
class PeriodWait {
  public:
    PeriodWait(const Step&, const ActorProgram&, Belongings&, WorkerLane&);
    StepTimer::Clock::time_point end() const { return m_end; }
    WorkerLane::Mark ended(const StepNames&, std::uint32_t actor);  // when it was over

  private:
    WorkerLane& m_lane;
    WorkerLane::Mark m_begin;
    StepTimer::Clock::time_point m_end;
};

// "printer fails at /steps/1: out of paper", of a step Fail.
std::string failure(const Script&, std::uint32_t instance, const Step&);

}  // namespace corelane
