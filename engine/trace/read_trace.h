// Reads a whole file, and tells how far it is.
#pragma once

#include "engine/trace/reader.h"

#include <functional>

namespace corelane {

// Called with the share of the file that was read, 0 to 1, some times a second at most; false ends the reading.
using ReadProgress = std::function<bool(double share)>;

// As readTrace() without it; an Error of kind Failed when `progress` ended it.
Result<std::shared_ptr<const Trace>> readTrace(
    const std::filesystem::path& file, const Trace* beside, const ReadProgress& progress);

}  // namespace corelane
