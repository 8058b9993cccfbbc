// Everything the parts of the compare view need to agree on for one frame: which runs, which range, where in pixels.
#pragma once

#include "app/compare_layout.h"
#include "app/drawn_runs.h"
#include "app/notes.h"
#include "app/range_balance.h"
#include "app/selection.h"
#include "app/theme.h"
#include "engine/trace/critical_path.h"
#include "engine/trace/differences.h"

#include <QRect>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct Scene {
    std::shared_ptr<const Trace> trace;
    std::vector<DrawnRun> runs;
    std::vector<QString> descriptions;                       // a run's, beside its name
    std::vector<Note> notes;                                 // by time
    std::vector<std::shared_ptr<const CriticalPath>> paths;  // a run's, null: none; empty while they are not shown
    CompareLayout layout;
    TimeRange range;
    std::uint8_t shownStates = 0xff;
    int width = 0, height = 0, scroll = 0;  // of the viewport, logical pixels; scroll of its content
    bool recording = false;
    Duration whole = 0;   // runs are drawn equally long, this long, and the axis is in per cent of it; 0: true times
    std::string current;  // the key of the run that was clicked last
    int baseline = -1;    // the index of the run that others are compared with; -1: none
    std::vector<std::shared_ptr<const Lag>> lags;  // a run's behind the baseline; null: not known
    std::optional<int> dropAt;                     // a run is being moved to before this one

    int left() const { return CompareMetrics::leftGutter; }
    int right() const { return std::max(left() + 16, width - CompareMetrics::rightGutter); }
    int plotWidth() const { return right() - left(); }
    int top() const { return CompareMetrics::axis; }
    double nsPerPixel() const { return double(range.length()) / plotWidth(); }
    double xOf(Time t) const { return left() + double(t - range.from) / nsPerPixel(); }
    Time timeAt(double x) const { return range.from + static_cast<Time>((x - left()) * nsPerPixel()); }
    int yOf(int contentY) const { return top() + contentY - scroll; }
    int contentY(int y) const { return y - top() + scroll; }
    // The painted part of a row, over the whole plot's width.
    QRect rectOf(const LaneRow& row) const { return {left(), yOf(row.y), plotWidth(), row.paintedHeight()}; }
    const std::shared_ptr<const Lane>& lane(const LaneRow& row) const {
        const Run& run = *runs[static_cast<std::size_t>(row.run)].run;
        const auto i = static_cast<std::size_t>(row.lane);
        return row.kind == LaneKind::Core     ? run.cores[i]
               : row.kind == LaneKind::Worker ? run.workers[i]
               : row.kind == LaneKind::Task   ? run.tasks[i]
                                              : run.counters[i];
    }
};

}  // namespace corelane
