// How much memory there is to take.
#pragma once

#include <cstdint>
#include <optional>

namespace corelane {

// Memory that could be used without swapping, in bytes: /proc/meminfo, or what a control group leaves, whichever is
// less. Nothing when the system does not tell.
std::optional<std::uint64_t> freeMemory();

}  // namespace corelane
