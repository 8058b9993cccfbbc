// A service of a script where actors have threads: calls wait in line, whoever serves takes the oldest, and each
// caller waits for the reply to its own.
#pragma once

#include "engine/scripts/blocking_object.h"

#include <memory>

namespace corelane {

// `callers`: how many instances call it; it is closed when the last of them has ended.
std::unique_ptr<BlockingObject> makeService(std::uint32_t callers);

}  // namespace corelane
