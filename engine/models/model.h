// A concurrency model: when and where tasks run, never what they compute. One more is one file here and one word in
// CMakeLists.txt; copy serial.cpp. Its constant lives in namespace corelane::model.
#pragma once

#include "engine/record/recorder.h"
#include "engine/scripts/script_execution.h"
#include "engine/trace/comparison.h"
#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "workloads/workload.h"

#include <span>
#include <string>
#include <string_view>

namespace corelane {

struct TransportKind;

// What a model is given for one run.
struct Execution {
    const Workload& workload;
    const Options& options;      // the model's own, resolved
    std::span<const int> cores;  // the core set, kernel's numbers; at least one
    int workers;                 // how many to use, 1 to 64; most often cores.size()
    bool pin;                    // worker i goes to cores[i % cores.size()]
    Recorder& recorder;
    std::string_view workloadName;  // with workloadOptions: enough to make the workload in another process
    std::span<const Options> workloadOptions;
    std::string enginePath;  // the corelane-engine program, for worker processes
};

struct Model {
    std::string_view name, title, summary;
    std::string_view family;  // thread, process, coroutine, distributed
    std::span<const Option> options;
    // Runs every task once, in an order the graph allows. Calls recorder.begin() when its buffers exist and before
    // its first worker is made, recorder.end() when the last worker has stopped: the time between is the wall time.
    // When recorder.stopRequested() turns true it ends soon; runTask() then does nothing. An error means the run
    // failed (a worker died, memory was refused); what was recorded stays.
    // Null: not supported.
    Result<> (*runGraph)(Execution&);
    // The same for a script: every actor's steps, and a sentence as a fault when it deadlocks. Null: not supported.
    Result<> (*runScript)(ScriptExecution&) = nullptr;
    std::string_view constructs = {};          // the family of its script objects, see Construct; "": its own
    bool actorsAreWorkers = false;             // each has a thread of its own; else `workers` threads run them
    std::uint32_t mostActors = maximumActors;  // of a script, all instances together
    std::string (*unavailable)() = nullptr;    // null or "": can run here; else the reason, a sentence
    // The same for a run with these options, where it differs. Null: it does not.
    std::string (*missing)(const Options&) = nullptr;
    bool oneWorker = false;                    // serial: `workers` is always 1
    const TransportKind* transport = nullptr;  // of its worker processes, when no other model has it
    // What holds for a task whose worker is lost, under these options and the fault they ask for; the summary says it
    // in words. Null: no worker can be lost alone.
    Promise (*promises)(const Options&) = nullptr;
    // Why these options cannot be had together, a sentence without a full stop; "": they can. Null: they always can.
    std::string (*refuses)(const Options&, int workers) = nullptr;
};

std::span<const Model* const> models();
const Model* findModel(std::string_view name);

// Binds the calling thread to the worker's core when the run asks for it.
void pinWorker(const Execution&, int worker);

}  // namespace corelane
