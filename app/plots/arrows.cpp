#include "app/plots/arrows.h"

#include "app/task_facts.h"

#include <algorithm>
#include <cmath>

namespace corelane {

namespace {

std::optional<LaneRow> rowOf(const Scene& scene, std::size_t run, std::uint32_t lane) {
    return scene.layout.row(
        lane & inTaskLanes ? LaneKind::Task : LaneKind::Worker, static_cast<int>(run),
        static_cast<int>(lane & ~inTaskLanes));
}

}  // namespace

std::vector<Arrow> arrowsOf(const Scene& scene, std::size_t i, TaskIndex selected) {
    const DrawnRun& drawn = scene.runs[i];
    constexpr std::size_t most = 64;
    std::vector<Edge> edges =
        handoversWithin(*drawn.run, drawn.atAxis(scene.range.from), drawn.atAxis(scene.range.to), most);
    if (const auto facts = taskFacts(*drawn.run, selected)) {
        const std::vector<Edge> in = edgesInto(*drawn.run, *facts, selected),
                                out = edgesOutOf(*drawn.run, *facts, selected);
        edges.insert(edges.end(), in.begin(), in.end());
        edges.insert(edges.end(), out.begin(), out.end());
    }
    if (edges.size() > most) edges.resize(most);
    std::vector<Arrow> arrows;
    for (const Edge& edge : edges) {
        const auto from = rowOf(scene, i, edge.fromLane), to = rowOf(scene, i, edge.toLane);
        if (!from || !to) continue;
        const QPointF a(scene.xOf(drawn.onAxis(edge.fromTime)), scene.rectOf(*from).center().y() + 0.5);
        const QPointF b(scene.xOf(drawn.onAxis(edge.toTime)), scene.rectOf(*to).center().y() + 0.5);
        const bool sameLane = edge.fromLane == edge.toLane;
        if (sameLane && b.x() - a.x() < 6) continue;  // one follows the other at once: nothing to see
        const double bend = std::clamp((b.x() - a.x()) / 2, 8.0, 60.0);
        QPainterPath path(a);
        const QPointF lift(0, sameLane ? 12 : 0);
        path.cubicTo(a + QPointF(bend, 0) - lift, b - QPointF(bend, 0) - lift, b);
        arrows.push_back({edge, path});
    }
    return arrows;
}

std::optional<ArrowHit> arrowAt(const Scene& scene, TaskIndex selected, QPoint point) {
    if (point.x() < scene.left() || point.x() >= scene.right() || point.y() < scene.top()) return std::nullopt;
    constexpr double reach = 4;
    constexpr int pieces = 48;
    double nearest = reach;
    std::optional<ArrowHit> hit;
    for (std::size_t i = 0; i < scene.runs.size(); ++i)
        for (const Arrow& arrow : arrowsOf(scene, i, selected)) {
            if (arrow.edge.fromTask != 0 || arrow.edge.toTask != 0) continue;
            if (!arrow.path.boundingRect().adjusted(-reach, -reach, reach, reach).contains(point)) continue;
            QPointF last = arrow.path.pointAtPercent(0);
            for (int k = 1; k <= pieces; ++k) {
                // The distance to a piece of the curve, taken as straight.
                const QPointF next = arrow.path.pointAtPercent(double(k) / pieces), along = next - last;
                const double length = QPointF::dotProduct(along, along);
                const double at =
                    length > 0 ? std::clamp(QPointF::dotProduct(point - last, along) / length, 0.0, 1.0) : 0.0;
                const QPointF off = point - (last + at * along);
                const double distance = std::hypot(off.x(), off.y());
                if (distance < nearest) {
                    nearest = distance;
                    hit = ArrowHit{static_cast<int>(i), arrow.edge};
                }
                last = next;
            }
        }
    return hit;
}

}  // namespace corelane
