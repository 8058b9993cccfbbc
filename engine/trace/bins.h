// Zoom is arithmetic: what fills each pixel column of a lane, at a cost that depends on the number of columns and not
// on the length of the recording. A lane is covered by segments (start, category); a segment ends where the next
// begins. Above the segments stands a tree (leaf 8 segments, then 4 children a node), each node knowing which share of
// its time each category has. No Qt.
#pragma once

#include "engine/trace/chunked.h"
#include "engine/trace/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane {

inline constexpr int categoryCount = 8;  // worker lanes: the eight states; core lanes: who ran (see trace.h)

// Shares of one pixel column, in 1/255 of its time, and whether the lane exists there at all.
struct Column {
    std::array<std::uint8_t, categoryCount> share{};
    bool covered = false;  // false: before the lane's first or after its last segment
    std::uint8_t dominant() const;
};

class SegmentIndex {
  public:
    struct Segment {
        Time begin, end;
        std::uint8_t category;
    };

    // Appends in time order; begin must be the end of what is there, or later (the gap becomes `gapCategory`).
    // Equal neighbours are merged. Amortised O(1).
    void append(Time begin, Time end, std::uint8_t category);
    explicit SegmentIndex(std::uint8_t gapCategory = 6) : m_gapCategory(gapCategory) {}

    std::size_t size() const;  // number of segments
    Segment segment(std::size_t i) const;
    Time begin() const;  // 0 when empty
    Time end() const;

    // Fills columns[k] with the shares of [from + k*w, from + (k+1)*w), w = (to - from) / columns.size().
    // Cost: columns x log(size). Error against exact() at most 0.13 of a column, mean 0.011.
    void query(Time from, Time to, std::span<Column> columns) const;
    // The exact time of each category in [from, to): the sum over segments clipped to the range. O(log + segments in
    // the range); for long ranges uses whole nodes' exact sums.
    std::array<Duration, categoryCount> totals(Time from, Time to) const;
    // The first segment whose end is after t; size() if none.
    std::size_t find(Time t) const;

  private:
    std::uint8_t m_gapCategory;
    // implementation: segments, and levels of nodes; all Chunked, so that copies are snapshots
    struct Node {
        Time begin;
        std::array<std::uint8_t, categoryCount> share;
    };
    Chunked<Time> m_starts;
    Chunked<std::uint8_t> m_categories;
    std::vector<Chunked<Node>> m_levels;
    Time m_end = 0;
};

}  // namespace corelane
