// The command line, one file a command. Results go to standard output, everything else to standard error.
#pragma once

#include "engine/trace/result.h"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace corelane {

namespace status {
inline constexpr int done = 0;
inline constexpr int wrong = 1;    // it ran, but a result was wrong, a worker died or something became slower
inline constexpr int input = 2;    // the words or the input are off
inline constexpr int missing = 3;  // something needed is missing; the message says which and how to get it
inline constexpr int interrupted = 130;
}  // namespace status

// Each adds its words to the command line; when chosen, its callback sets `exitStatus`.
void addList(CLI::App&, int& exitStatus);
void addRun(CLI::App&, int& exitStatus);
void addWhatIf(CLI::App&, int& exitStatus);
void addSweep(CLI::App&, int& exitStatus);
void addGraph(CLI::App&, int& exitStatus);
void addInfo(CLI::App&, int& exitStatus);
void addExport(CLI::App&, int& exitStatus);
void addCompare(CLI::App&, int& exitStatus);
void addTurns(CLI::App&, int& exitStatus);
void addMachine(CLI::App&, int& exitStatus);
void addForecast(CLI::App&, int& exitStatus);
void addImport(CLI::App&, int& exitStatus);

// "corelane-engine: <sentence>" on standard error.
void message(std::string_view sentence);
// The error's message, and the status its kind stands for.
int report(const Error&);
// Writes all of it to standard output. A reader that has gone away is not an error.
int print(std::string_view result);

}  // namespace corelane
