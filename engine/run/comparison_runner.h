// Runs a preset: warm-up, then blocks in which every model runs once in a shuffled order (seed recorded), with and
// without recording, each result checked against the serial one. Everything is written as one trace.
#pragma once

#include "engine/run/machine.h"
#include "engine/run/preset.h"
#include "engine/run/stop.h"
#include "engine/trace/comparison.h"
#include "engine/trace/result.h"
#include "engine/trace/writer.h"

#include <functional>
#include <memory>
#include <string>

namespace corelane {

struct Progress {
    int done = 0, total = 0;              // runs
    std::string model;                    // what runs now, "" at the end
    int repetition = 0, repetitions = 0;  // repetition 0: warm-up
    double secondsLeft = -1;              // estimate; below 0: not known yet
    std::string point;                    // of a sweep, "grain 4us"; else ""
};

struct RunnerSettings {
    bool live = false;
    std::string enginePath;
    StopRequest* stop = nullptr;  // any thread may request; a broken sink should too
    std::function<void(const Progress&)> progress;
    std::string earlierJson;  // of the recording it repeats, see engine/export/reproduction.h
    // Asked before each block; false: it was the last, as though no more had been planned.
    std::function<bool()> turn = {};
};

struct Outcome {
    bool interrupted = false;
    bool wrong = false;  // a result differed, a run failed, or a worker died
};

// Errors: the sink failed (disk full), memory for the workload or the rings was refused (Missing), a level of
// recording was asked for that is not allowed (Denied), or a model cannot run here (Missing). The last two, before
// anything is written.
Result<Outcome> runComparison(const Preset&, const Machine&, Writer&, const RunnerSettings&);

// The same a block at a time, so that several comparisons can take turns. What it is given must outlive it.
class ComparisonSteps {
  public:
    ComparisonSteps(const Preset&, const Machine&, Writer&, const RunnerSettings&);
    ~ComparisonSteps();
    ComparisonSteps(ComparisonSteps&&) noexcept;

    Result<> begin();     // first of all, once: the head of the file, and the serial result the others are held to
    bool done() const;    // no block is left, or it was asked to stop
    void endHere();       // no other block is wanted
    Result<> runBlock();  // the warm-up, or one repetition of every model
    Result<Outcome> end();
    int runsDone() const;
    int runsLeft() const;
    double secondsLeft() const;  // below 0: not known yet

  private:
    class Runner;
    std::unique_ptr<Runner> m_runner;
};

// What would keep the preset from running on this machine at all: runComparison's errors that come before the first
// byte.
Result<> checkRunnable(const Preset&, const Machine&);

// Records a lane's ring should hold so that nothing is lost: a worker's share of the whole run, or as much as gathers
// in a tenth of a second at the highest rate there is. A power of two.
std::size_t recordsPerLane(const Workload&, int workers);
std::size_t recordsPerLane(std::uint64_t recordsOfTheRun, int workers);

}  // namespace corelane
