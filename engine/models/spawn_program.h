// Starts a program in a fresh process with exactly the descriptors it is given (and, where nothing else is said,
// /dev/null for standard input and output, the engine's own standard error). Signals a terminal sends to its whole
// group are left to the engine.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <csignal>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace corelane {

struct StandardStreams {
    int in = -1, out = -1, err = -1;  // -1: as above
};
Result<pid_t> spawnProgram(
    const std::string& program, std::vector<std::string> words, std::span<const int> keep,
    const StandardStreams& streams = {});

// The path of a program that may be executed and is on PATH; "": there is none.
std::string programOnPath(std::string_view name);

// What a command's first word means: a path where it has a slash, else a program on PATH; "": no file that may be
// executed.
std::string programToRun(const std::string& word);
// Why it is "", for a sentence that begins with the command (Missing).
Error noProgram(const std::string& word);

// A descriptor that is readable once the process has ended; none, with errno, when the system gives none.
Descriptor watchProcess(pid_t);
void killProcess(const Descriptor& watched, int signal = SIGKILL);  // never another one that has got its number

// Called by the started process: it is killed when the thread that started it ends; false when that has already
// happened.
bool endWithParent(pid_t parent);

}  // namespace corelane
