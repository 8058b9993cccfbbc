// The facts a file holds beside its lanes: the machine, the preset, and what every run was and gave.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/task.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct Machine {
    std::string host, cpu, kernel, system;  // "lab-04", "AMD EPYC", "6.1.0", "Debian GNU/Linux 12 (bookworm)"
    int cores = 0;                          // online
    std::string clock;                      // "boottime" or "tsc": what the hot path read
    double clockStepNs = 0;                 // smallest step seen between two reads
    double clockReadNs = 0;                 // cost of one read
    int recordingLevel = 0;                 // 0 restartable sequences, 1 perf_event switches of own processes
    std::string recordingDetail;            // one sentence: what this level sees, what it cannot, how to raise it
};

struct Comparison {
    std::string uuid;     // 36 characters
    std::string started;  // ISO 8601, UTC
    std::string preset;   // its name, "stencil"
    std::string title, question;
    std::string presetJson;  // the whole resolved preset: running it again needs nothing else
    std::string earlierJson;  // of the recording that this one repeats, see engine/export/reproduction.h; "": of none
    std::uint64_t seed = 0;   // of the order in which models ran
    Machine machine;
};

// What a run is, known before it starts.
struct RunInfo {
    int number = 0;  // 1, 2, 3 ... in the order they ran; the key of a run within its file
    std::string model, title;
    Options options;
    int repetition = 0;  // 1 ...; within warm-up 0
    bool warmup = false;
    bool recorded = true;  // false: run with the recorder off, to measure the recorder's own cost
    int level = 0;         // where workers ran is known by: 0 restartable sequences, 1 kernel switches
    bool pinned = true;
    std::vector<int> cores;  // the core set, kernel's numbers
    int workers = 0;
    std::vector<GraphShape> graphs;  // name the tasks
};

// What a run gave, known after it ended.
struct RunResult {
    Time begin = 0;
    Duration wall = 0;
    std::uint64_t tasks = 0;
    bool correct = false;
    std::string digest;  // 16 hex digits; equal to the serial one or the run is wrong
    std::uint64_t spans = 0, switches = 0, edges = 0, lostEvents = 0;
    std::optional<std::uint64_t> bytesMoved;  // between address spaces
    std::optional<std::string> error;         // a sentence; set when the run failed or was interrupted
    bool interrupted = false;
};

}  // namespace corelane
