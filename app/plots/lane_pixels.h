// From the bins of a lane to pixels: a column that holds several states is stacked in a fixed order, never blended,
// and a state that fills enough of the lane carries its hatch. Plain memory, no Qt.
#pragma once

#include "engine/export/palette.h"
#include "engine/trace/bins.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace corelane {

struct LaneColours {
    std::array<std::uint32_t, categoryCount> fill{}, hatch{};  // 0xffRRGGBB
    std::array<Hatch, categoryCount> pattern{};                // Kind::None where there is none
    std::array<std::uint8_t, categoryCount> level{};           // 0 lies at the bottom of a stack
};

// Writes `height` rows of columns.size() pixels; `stride` in pixels. Columns outside the lane's life are not touched.
// `patternOrigin`: the number of the first column counted from time 0, so that hatches stay with the spans they fill.
void paintLane(
    std::span<const Column> columns, const LaneColours& colours, std::uint32_t* pixels, std::ptrdiff_t stride,
    int height, std::int64_t patternOrigin);

// Whether a hatch marks this pixel of a lane; x counts from time 0, y from the lane's top.
bool hatched(const Hatch& pattern, std::int64_t x, int y);

}  // namespace corelane
