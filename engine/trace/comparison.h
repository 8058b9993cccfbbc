// The facts a file holds beside its lanes: the machine, the preset, and what every run was and gave.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/task.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
    std::string presetJson;   // the whole resolved preset: running it again needs nothing else
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

// What a run comes to in spite of what goes wrong on purpose. A model promises one of the first two for a task whose
// worker is lost.
enum class Promise {
    AtMostOnce,   // it is not run again: the run has all results, or ends in an error
    AtLeastOnce,  // it is run again by another, even if it may have been run; its first result counts
    Deadlock      // the script ends in one, which is found
};
constexpr std::string_view promiseName(Promise promise) {
    switch (promise) {
    case Promise::AtMostOnce:
        return "at most once";
    case Promise::AtLeastOnce:
        return "at least once";
    case Promise::Deadlock:
        return "a deadlock";
    }
    return {};
}

// What a fault did that the run asked for.
struct InjectedFault {
    std::string kind;                       // "kill", as the model's option spells it; "deadlock": the script's
    int worker = -1;                        // whose; -1: the server's
    std::string promise;                    // promiseName()
    std::optional<Duration> at;             // after the run began; nothing: it ended before the fault's turn came
    std::optional<Duration> detected;       // after the fault; nothing: nobody noticed anything
    std::uint64_t tasksLost = 0;            // without a result when the run had ended
    std::optional<std::uint64_t> ranTwice;  // tasks; nothing: not known without recording
    bool kept = false;                      // the promise
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
    std::optional<InjectedFault> injected;  // nothing: no fault was asked for

    // It has no complete result, and no more was promised for the fault that it met.
    bool endedAsPromised() const { return injected && injected->kept && !correct && !interrupted; }
};

}  // namespace corelane
