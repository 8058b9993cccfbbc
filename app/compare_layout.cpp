#include "app/compare_layout.h"

#include <algorithm>

namespace corelane {

CompareLayout::CompareLayout(std::span<const RunShape> shapes, int viewportHeight, bool growing) {
    m_coresOpen = !shapes.empty() && !growing;
    place(shapes);
    if (m_coresOpen && m_height > viewportHeight) {
        m_coresOpen = false;
        place(shapes);
    }
}

void CompareLayout::place(std::span<const RunShape> shapes) {
    using M = CompareMetrics;
    m_rows.clear();
    m_runs.clear();
    int y = 0;
    for (int run = 0; run < static_cast<int>(shapes.size()); ++run) {
        const RunShape& shape = shapes[static_cast<std::size_t>(run)];
        RunBand band;
        band.headerY = y;
        y += M::header;
        band.stripY = y;
        if (shape.strip) y += M::strip;
        band.lanesY = y;
        const auto add = [&](LaneKind kind, int count, int height) {
            for (int i = 0; i < count; ++i) {
                const bool ordered = kind == LaneKind::Worker && !shape.workerOrder.empty();
                m_rows.push_back(
                    {kind, run, ordered ? shape.workerOrder[static_cast<std::size_t>(i)] : i, y, height});
                y += height;
            }
        };
        add(LaneKind::Core, shape.cores, m_coresOpen ? M::openCore : M::core);
        band.coresBottom = y;
        if (shape.cores > 0) y += M::gap;
        add(LaneKind::Worker, shape.workers, M::worker);
        if (shape.tasks > 0) y += M::gap;
        band.tasksY = y;
        add(LaneKind::Task, shape.tasks, M::task(shape.tasks));
        band.tasksBottom = y;
        if (shape.counters > 0) y += M::gap;
        add(LaneKind::Counter, shape.counters, M::counter);
        band.lanesBottom = y;
        y += M::space;
        band.bottom = y;
        m_runs.push_back(band);
    }
    m_height = y;
}

std::optional<LaneRow> CompareLayout::rowAt(int y) const {
    const auto after = std::partition_point(
        m_rows.begin(), m_rows.end(), [y](const LaneRow& row) { return row.y + row.height <= y; });
    if (after == m_rows.end() || y < after->y) return std::nullopt;
    return *after;
}

int CompareLayout::runAt(int y) const {
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (y >= m_runs[i].headerY && y < m_runs[i].bottom) return static_cast<int>(i);
    return -1;
}

std::optional<LaneRow> CompareLayout::row(LaneKind kind, int run, int lane) const {
    for (const LaneRow& row : m_rows)
        if (row.kind == kind && row.run == run && row.lane == lane) return row;
    return std::nullopt;
}

}  // namespace corelane
