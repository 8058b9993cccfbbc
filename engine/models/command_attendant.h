// The process that attends a chain of commands: `corelane-engine worker commands PARENT ...`. It has one thread, so
// that it may fork, starts the commands, watches them and ends with them; when the engine goes, it ends them all
// first.
#pragma once

#include "engine/models/attendant.h"
#include "engine/models/command_group.h"

#include <span>

namespace corelane {

// `words`: PARENT, then those of a CommandOrder. Gives the exit status.
int attendCommands(std::span<char*> words);

// command_conversation.cpp: every line of the input to the first command, its answer to the next, and the last one's
// to the output; one at a time.
Result<> converse(const CommandOrder&, CommandGroup&, Recorder&);

}  // namespace corelane
