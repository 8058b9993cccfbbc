// Runs a preset: warm-up, then blocks in which every model runs once in a shuffled order (seed recorded), with and
// without recording, each result checked against the serial one. Everything is written as one trace.
#pragma once

#include "engine/run/preset.h"
#include "engine/trace/comparison.h"
#include "engine/trace/result.h"
#include "engine/trace/writer.h"

#include <atomic>
#include <functional>
#include <string>

namespace corelane {

struct Progress {
    int done = 0, total = 0;        // runs
    std::string model;              // what runs now, "" at the end
    int repetition = 0, repetitions = 0;
    double secondsLeft = -1;        // estimate; below 0: not known yet
};

struct RunnerSettings {
    bool live = false;
    std::string enginePath;
    const std::atomic<bool>* stop = nullptr;  // set by a signal handler
    std::function<void(const Progress&)> progress;
};

struct Outcome {
    bool interrupted = false;
    bool wrong = false;  // a result differed, a run failed, or a worker died
};

// Errors: the sink failed (disk full), or memory for the workload was refused.
Result<Outcome> runComparison(const Preset&, const Machine&, Writer&, const RunnerSettings&);

Machine inspectMachine();  // about 0.3 s: measures the clock

}  // namespace corelane
