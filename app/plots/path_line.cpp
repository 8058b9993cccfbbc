#include "app/plots/path_line.h"

#include <algorithm>
#include <map>

namespace corelane {

namespace {

constexpr double aboveFoot = 2.5;  // pixels

// Where the lines of a run's lanes are; lanes that are not drawn have none.
class LaneFeet {
  public:
    LaneFeet(const Scene& scene, std::size_t run) : m_scene(scene), m_run(static_cast<int>(run)) {}
    std::optional<double> of(std::uint32_t lane) {
        const auto known = m_known.find(lane);
        if (known != m_known.end()) return known->second;
        const auto row = m_scene.layout.row(
            lane & inTaskLanes ? LaneKind::Task : LaneKind::Worker, m_run, static_cast<int>(lane & ~inTaskLanes));
        std::optional<double> foot;
        if (row) foot = m_scene.rectOf(*row).bottom() + 1 - aboveFoot;
        return m_known[lane] = foot;
    }

  private:
    const Scene& m_scene;
    int m_run;
    std::map<std::uint32_t, std::optional<double>> m_known;
};

}  // namespace

QPainterPath pathLine(const Scene& scene, std::size_t run, const CriticalPath& path) {
    QPainterPath line;
    const DrawnRun& drawn = scene.runs[run];
    const auto first = std::ranges::partition_point(
        path.pieces, [&](const PathPiece& piece) { return drawn.onAxis(piece.end) < scene.range.from; });
    LaneFeet feet(scene, run);
    bool drawing = false;
    double lastX = -1, lastY = -1;
    for (auto piece = first; piece != path.pieces.end() && drawn.onAxis(piece->begin) <= scene.range.to; ++piece) {
        const auto foot = feet.of(piece->lane);
        if (!foot) {
            drawing = false;
            continue;
        }
        const double from = std::max(scene.xOf(drawn.onAxis(piece->begin)), double(scene.left()));
        const double to = std::min(scene.xOf(drawn.onAxis(piece->end)), double(scene.right()));
        // What ends within a pixel of what is drawn cannot be told from it.
        if (drawing && to - lastX < 1) continue;
        if (!drawing)
            line.moveTo(from, *foot);
        else if (*foot != lastY)
            line.lineTo(from, *foot);
        line.lineTo(to, *foot);
        drawing = true;
        lastX = to;
        lastY = *foot;
    }
    return line;
}

}  // namespace corelane
