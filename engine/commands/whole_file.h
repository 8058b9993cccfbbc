// Results into a file, so that there is never half of one under its name.
#pragma once

#include "engine/trace/result.h"

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace corelane {

using FillStream = std::function<Result<>(std::ostream&)>;

// Into a descriptor; a reader that has gone away is no error. Errors: what `fill` says, or (Missing) the disk is
// full.
Result<> writeStream(int fd, std::string_view name, const FillStream& fill);
// Beside the place first, then renamed into it; straight into what is no regular file. Errors as above, or (Invalid)
// the file cannot be made.
Result<> writeWholeFile(const std::string& name, const FillStream& fill);

}  // namespace corelane
