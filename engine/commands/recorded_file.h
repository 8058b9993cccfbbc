#pragma once

#include "engine/trace/result.h"
#include "engine/trace/trace.h"

#include <memory>
#include <string>

namespace corelane {

// Reads a file the user named. Whatever is wrong with it is the input's fault (Invalid); a torn end is not: a message
// says how much was lost.
Result<std::shared_ptr<const Trace>> readRecorded(const std::string& file);

}  // namespace corelane
