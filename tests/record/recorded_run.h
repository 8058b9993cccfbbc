// Records a run as the engine does and reads it back.
#pragma once

#include "engine/record/recording.h"
#include "engine/trace/reader.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace corelane::test {

// Task 2 needs 1, task 3 needs 2 ... up to `tasks`.
struct ChainOfTasks : EdgeSource {
    explicit ChainOfTasks(TaskIndex count = 0) : tasks(count) {}
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override;
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override;
    std::uint64_t edgeCount() const override { return tasks ? tasks - 1 : 0; }
    TaskIndex tasks;
};

struct RecordedRun {
    std::shared_ptr<const Trace> trace;
    RunResult result;
    int level = -1;
    std::vector<RunnableTime> runnable;
    const Run& run() const { return *trace->runs.at(0); }
};

// `body` is the model: it opens lanes, computes and returns. begin() and end() are called around it.
RecordedRun recordRun(
    const RecordingSettings&, const std::function<void(Recorder&)>& body, const EdgeSource& = ChainOfTasks(),
    std::uint64_t expectedTasks = 0);

// Is level 1 allowed here? If not, says loudly that the test was skipped, and why.
bool levelOneIsRefused();

// From now on perf_event_open is refused to this process, as stock systems and containers do. For children of tests
// only.
bool refusePerfEvents();

// Threads that compute until each has used `cpuTime` of a core, in spans of about `spanTime`; worker i is "w<i>".
// Pinned: thread i to the i-th of the allowed cores, and round again. Gives how long each was on a core while its
// lane was open.
enum class Placed { Freely, Pinned };
std::vector<Duration> computeOnThreads(
    Recorder&, int threads, Duration cpuTime, Duration spanTime, Placed = Placed::Freely);
Duration threadCpuTime();

// The first thing that is wrong with a run's core lanes, "" when nothing is: each core has one tenant at a time, in
// order of time, and nobody is on two cores at once.
std::string faultOfCoreLanes(const Run&);
// How long a worker was on any core while its lane was open, as the core lanes show.
Duration timeOnCores(const Run&, std::size_t worker);

}  // namespace corelane::test
