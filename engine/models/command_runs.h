// The engine's side of a chain of commands.
#pragma once

#include "engine/models/command_execution.h"
#include "engine/trace/result.h"

#include <string_view>

namespace corelane {

// Runs the chain once, each command when the one before it has ended ("wait"), all at once through pipes ("chain"),
// or line by line ("conversation"). Each is a task; the digest is of what the last one puts out. Returns when nobody
// is left of those who were started. Errors: a command that is missing, fails, or does not end in time.
Result<> runCommands(CommandExecution&, std::string_view talk);

// Whether the commands are there: Missing, and a sentence that names the one which is not.
Result<> checkPrograms(const CommandChain&);

}  // namespace corelane
