// What a model is given to run a chain of commands once.
#pragma once

#include "engine/record/recorder.h"
#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "workloads/command_chain.h"

#include <span>
#include <string>

namespace corelane {

struct CommandExecution {
    const CommandChain& chain;
    const Options& options;      // the model's own, resolved
    std::span<const int> cores;  // the core set, kernel's numbers; at least one
    bool pin;                    // command i goes to cores[i % cores.size()]
    Recorder& recorder;
    std::string enginePath;  // the corelane-engine program, which attends them
};

}  // namespace corelane
