// What a model is given to run a script once.
#pragma once

#include "engine/record/recorder.h"
#include "engine/trace/option.h"
#include "workloads/script.h"

#include <span>
#include <string>

namespace corelane {

struct ScriptExecution {
    const Script& script;
    const Options& options;      // the model's own, resolved
    std::span<const int> cores;  // the core set, kernel's numbers; at least one
    int workers;                 // threads to use, where actors are not threads themselves
    bool pin;                    // actor i goes to cores[i % cores.size()], unless the script says where
    Recorder& recorder;
    bool sleeps = true;           // false: only the result matters, and time is not let pass
    std::string enginePath = {};  // the corelane-engine program, for actors that are processes
};

}  // namespace corelane
