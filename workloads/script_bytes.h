// A script as bytes, for a process that is to run its actors: enough to make the same script there. No code travels.
#pragma once

#include "workloads/script.h"

#include <cstddef>
#include <span>
#include <vector>

namespace corelane {

std::vector<std::byte> scriptBytes(const Script&);
// Errors (Format): bytes that are cut, too long, or say what no script can.
Result<Script> scriptFromBytes(std::span<const std::byte>);

}  // namespace corelane
