// The numbers by which a file's tracks and the file itself are told from all others. Private to the writer.
#pragma once

#include "engine/trace/writer.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace corelane {

std::uint64_t processUuid(std::int32_t pid);
// A thread keeps its track through all runs: viewers take two tracks of one thread at a time for a mistake.
std::uint64_t uuidOf(const LaneInfo& lane, int run);
// A UUID as text, as two numbers; what is no hexadecimal digit is left out.
std::array<std::uint64_t, 2> uuidHalves(std::string_view text);

}  // namespace corelane
