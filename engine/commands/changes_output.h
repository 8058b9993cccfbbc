// What `compare` and `turns` print of two recordings.
#pragma once

#include "engine/trace/result.h"

#include <CLI/CLI.hpp>

#include <string>

namespace corelane {

struct ChangesWords {
    std::string tolerance = "5%", format = "text";
};
void addChangesWords(CLI::App&, ChangesWords&);  // --tolerance, --format
// Error (Invalid): what is wrong with them. Asked before anything is recorded.
Result<> check(const ChangesWords&);
// Reads and compares both files and prints that. The exit status: wrong when something became slower.
Result<int> printChanges(const std::string& before, const std::string& after, const ChangesWords&);

}  // namespace corelane
