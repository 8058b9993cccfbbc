// What the steps of an actor do that meet nobody: work, which computes, and sleep. The same under every model.
#pragma once

#include "engine/record/recorder.h"
#include "workloads/script.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <unordered_map>

namespace corelane {

// For how long at most nobody looks whether the run is to stop.
inline constexpr std::chrono::milliseconds longestUnheard{50};

// What the spans of work steps are called: by their label, else by their kind. Any thread.
class StepNames {
  public:
    StepNames(const Script&, Recorder&);  // before the run
    NameId of(const Step& step) const { return m_names.find(&step)->second; }

  private:
    void add(const std::vector<Step>&, Recorder&);
    std::unordered_map<const Step*, NameId> m_names;
};

using Stopped = std::function<bool()>;
// What Run computes, 0 for Busy, whose length says nothing of its result. `amount` in the step's own unit. Ends
// early, with another value, when the run is to stop.
std::uint64_t doWork(const Step&, double amount, const Stopped&);
void sleepFor(double microseconds, const Stopped&);

// "printer fails at /steps/1: out of paper", of a step Fail.
std::string failure(const Script&, std::uint32_t instance, const Step&);

}  // namespace corelane
