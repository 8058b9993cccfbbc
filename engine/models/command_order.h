// What the process that attends a chain of commands is told, as words of its command line: nothing a command is given
// ever passes through a shell or a file.
#pragma once

#include "engine/models/command_execution.h"
#include "engine/trace/result.h"
#include "workloads/command_chain.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct CommandOrder {
    CommandChain chain;
    std::string talk;  // "wait", "chain", "conversation"
    std::vector<int> cores;
    bool pin = false;
    int control = -1, recorder = -1, input = -1, output = -1;  // descriptors, inherited
};

std::vector<std::string> wordsOf(const CommandOrder&);
Result<CommandOrder> commandOrderFrom(std::span<char*> words);

}  // namespace corelane
