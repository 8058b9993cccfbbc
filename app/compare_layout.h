// Where everything of the compare view stands, in pixels from the top of its scrolled content. Arithmetic only, no
// Qt.
#pragma once

#include "engine/trace/trace.h"

#include <optional>
#include <span>
#include <vector>

namespace corelane {

struct RunShape {  // how many lanes of each kind a run shows
    int cores = 0, workers = 0, counters = 0;
    int tasks = 0;                      // of coroutines and fibers: below the workers
    std::vector<int> workerOrder = {};  // lanes of workers from top to bottom; empty: as they are
    bool strip = false;                 // how far it is behind the baseline, between its head and its lanes
    friend bool operator==(const RunShape&, const RunShape&) = default;
};

struct CompareMetrics {
    static constexpr int header = 28, core = 9, openCore = 19, worker = 19, counter = 25, gap = 3, space = 13,
                         strip = 14;
    static constexpr int leftGutter = 92, rightGutter = 64, margin = 16, axis = 24, footer = 24;
    // Lanes of tasks are many: the more, the thinner; beyond so many the others are left out.
    static constexpr int mostTasks = 120;
    static int task(int count) { return count <= 16 ? 16 : count <= 40 ? 8 : 2; }
    static constexpr int namedTask = 12;  // high enough for a name beside it
};

struct LaneRow {
    LaneKind kind = LaneKind::Worker;
    int run = 0, lane = 0;  // lane: index among the run's lanes of that kind
    int y = 0, height = 0;  // height with the one pixel that parts it from the next, if it is not too thin
    int paintedHeight() const { return height > 2 ? height - 1 : height; }
};

struct RunBand {
    int headerY = 0, stripY = 0, lanesY = 0, coresBottom = 0, tasksY = 0, tasksBottom = 0, lanesBottom = 0,
        bottom = 0;
};

class CompareLayout {
  public:
    CompareLayout() = default;
    // Core lanes open to full height when that leaves room for everything in `viewportHeight`. `growing`: more runs
    // may come, and lanes that change their height while one looks at them are worse than thin ones.
    CompareLayout(std::span<const RunShape> shapes, int viewportHeight, bool growing = false);

    const std::vector<LaneRow>& rows() const { return m_rows; }
    const std::vector<RunBand>& runs() const { return m_runs; }
    int height() const { return m_height; }
    bool coresOpen() const { return m_coresOpen; }
    std::optional<LaneRow> rowAt(int y) const;
    int runAt(int y) const;  // -1: none
    std::optional<LaneRow> row(LaneKind, int run, int lane) const;

  private:
    void place(std::span<const RunShape> shapes);

    std::vector<LaneRow> m_rows;
    std::vector<RunBand> m_runs;
    int m_height = 0;
    bool m_coresOpen = false;
};

}  // namespace corelane
