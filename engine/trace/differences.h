// Two finished runs of the same work, task by task: where one fell behind the other, and which tasks took longer and
// why. Times of a run are compared since its own begin. No Qt; any thread.
#pragma once

#include "engine/trace/trace.h"

#include <array>
#include <atomic>
#include <optional>
#include <vector>

namespace corelane {

// Whether tasks of the same number are the same task. False for runs that have none.
bool sameWork(const Run&, const Run&);

// How much later the tasks of a run ended than they did in the base. The run's extent is cut into equal pieces; a
// piece in which no task ended has the value of the one before it.
struct Lag {
    Time begin = 0;               // of the first piece, absolute
    double piece = 1;             // nanoseconds each
    std::vector<float> behind{};  // nanoseconds: the mean over the tasks that ended in it; below 0: they were earlier
    double most = 0;              // the largest |behind|
    bool empty() const { return behind.empty(); }
    // The mean over the pieces that [from, to) touches; nothing outside the run and before the first task's end.
    std::optional<double> mean(Time from, Time to) const;
};

// Nothing unless both are finished and are the same work.
std::optional<Lag> lag(const Run& run, const Run& base);

// One task in both runs. Its states: of its worker's lane, from its begin to its end.
struct TaskDifference {
    struct Side {
        Time begin = 0;
        Duration took = 0;
        std::array<Duration, stateCount> state{};
    };
    TaskIndex task = 0;
    Side run, base;
    Duration longer() const { return run.took - base.took; }
    // The state that grew most; nothing when none did.
    std::optional<State> cause() const;
};

// The `most` tasks that took longer in the run than in the base, those that lost most first. Cost: about 100 ns a
// task. `outdated`: stop and return what is known so far.
std::vector<TaskDifference> slowerTasks(
    const Run& run, const Run& base, std::size_t most, const std::atomic<bool>* outdated = nullptr);

// What a lane's time went to: busy is useful or overhead; waiting is for a lock, a queue, a device or a core.
struct LaneTime {
    Duration busy = 0, waiting = 0;
};
LaneTime laneTime(const std::array<Duration, stateCount>& byState);

// For each worker's lane of a run the base's lane of the same name; else the one of the same place, unless that is
// another's namesake; nothing where there is neither. No two lanes have the same one.
std::vector<std::optional<std::size_t>> matchingLanes(const Run& run, const Run& base);

}  // namespace corelane
