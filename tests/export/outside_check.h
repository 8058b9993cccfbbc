// What an exporter writes, and programs that are not ours to read it.
#pragma once

#include "engine/trace/trace.h"

#include <string>

namespace corelane::test {

std::string exported(const char* format, const Trace&);

// Checks that `command`, in which FILE stands for a file that holds the text, ends with status 0. `program` is its
// path as CMake found it; "" skips the check, loudly.
void checkByProgram(
    const std::string& program, const std::string& package, const std::string& command, const std::string& text,
    const std::string& suffix);

void checkXml(const std::string& text);                                                         // by xmllint
void checkPython(const std::string& code, const std::string& text, const std::string& suffix);  // FILE in the code

}  // namespace corelane::test
