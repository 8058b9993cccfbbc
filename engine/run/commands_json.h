// The workload of a preset whose kind is "commands".
#pragma once

#include "engine/run/json_text.h"
#include "workloads/command_chain.h"

namespace corelane {

// Starts nothing. Errors name the place: "mine.json: /workload/commands/1/0: must be a word, got 3".
Result<CommandChain> parseCommands(const JsonPlace& workload);

}  // namespace corelane
