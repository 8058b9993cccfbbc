// Zoom is arithmetic: what fills each pixel column of a lane, at a cost that depends on the number of columns and not
// on the length of the recording. A lane is covered by segments (start, category); a segment ends where the next
// begins. Above the segments stands a tree (leaf 8 segments, then 4 children a node), each node knowing which share
// of its time each category has. No Qt. Copies are snapshots: one thread appends, any thread reads copies.
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
    // Equal neighbours are merged; an empty segment is ignored. Amortised O(1).
    void append(Time begin, Time end, std::uint8_t category);
    explicit SegmentIndex(std::uint8_t gapCategory = 6) : m_gapCategory(gapCategory) {}

    std::size_t size() const { return m_starts.size(); }  // number of segments
    Segment segment(std::size_t i) const;
    Time begin() const { return size() == 0 ? 0 : m_starts[0]; }  // 0 when empty
    Time end() const { return m_end; }

    // Fills columns[k] with the shares of [from + k*w, from + (k+1)*w), w = (to - from) / columns.size().
    // Cost: columns x log(size). No share is further from the exact one than 0.13; mean 0.011.
    void query(Time from, Time to, std::span<Column> columns) const;
    // The exact time of each category in [from, to): the sum over segments clipped to the range. O(log size), and
    // at most 256 segments read one by one.
    std::array<Duration, categoryCount> totals(Time from, Time to) const;
    // The first segment whose end is after t; size() if none.
    std::size_t find(Time t) const;

    std::size_t memoryBytes() const;  // of all that is stored, without what allocation rounds up

  private:
    using Sums = std::array<Duration, categoryCount>;
    struct Node {
        Time begin;
        std::array<std::uint8_t, categoryCount> share;  // sums to 255
    };
    struct Level {
        Chunked<Node> nodes;
        Sums before{};  // m_closed at the begin of the node that is being filled
    };

    void closeLast();
    Sums sumsBefore(std::size_t segment) const;

    std::uint8_t m_gapCategory;
    std::uint8_t m_lastCategory = 0;
    Time m_lastBegin = 0, m_end = 0;
    Chunked<Time> m_starts;
    Chunked<std::uint8_t, 8192> m_categories;
    std::vector<Level> m_levels;
    Sums m_closed{};               // of all segments but the last, which may still grow
    Chunked<Sums, 256> m_running;  // m_closed after each 128 closed segments: for totals()

    friend class ColumnFiller;
};

}  // namespace corelane
