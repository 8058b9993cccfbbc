// Starting a thread whose lane is to tell how long that took, and binding it to its cores.
#pragma once

#include "engine/record/recorder.h"
#include "engine/trace/result.h"

#include <functional>
#include <span>
#include <system_error>

namespace corelane {

// The clock now, before there is a lane: what a thread's start-up is measured from.
WorkerLane::Mark markBefore(const Recorder&);

// That many ticks of the recorder's clock, good enough for deciding what is worth noting: the frequency of the cycle
// counter is not asked for.
std::uint64_t roughTicks(const Recorder&, std::uint64_t nanoseconds);

// Binds the calling thread, number `number` of those that share these cores: to one of them when `pin`, else to all.
void pinThread(std::span<const int> cores, bool pin, int number);

// Sets the calling thread's nice value, -20 to 19; false: not permitted.
bool setOwnPriority(int nice);
// Would that be permitted to a thread made now?
bool priorityAllowed(int nice);

// The error for a thread that the system refused to make.
Error threadRefused(const std::system_error&, int thread, int threads);

// Makes one thread, calls work() on it and returns when it has: for runtimes that keep the calling thread's state.
Result<> runOnFreshThread(const std::function<void()>& work);

}  // namespace corelane
