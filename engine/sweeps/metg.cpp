#include "engine/sweeps/metg.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

Metg metg(std::span<const MetgPoint> points, double share) {
    if (std::ranges::any_of(points, [](const MetgPoint& p) { return p.efficiency >= 1.5; }))
        return {{}, "A point does half as much again as the best that was measured: the work was counted wrongly."};
    std::optional<std::size_t> last;
    bool below = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        below = below || points[i].efficiency < share;
        if (points[i].efficiency >= share && (!last || points[i].granularityNs < points[*last].granularityNs))
            last = i;
    }
    if (!last) return {{}, fmt::format("No point reaches {:.0f} % of the best; try larger tasks.", share * 100)};
    if (!below) return {{}, fmt::format("No point is below {:.0f} % of the best; try smaller tasks.", share * 100)};
    const MetgPoint& above = points[*last];
    if (*last + 1 == points.size() || points[*last + 1].granularityNs >= above.granularityNs)
        return {above.granularityNs, {}};
    const MetgPoint& under = points[*last + 1];
    const double part = (above.efficiency - share) / (above.efficiency - under.efficiency);
    return {above.granularityNs + part * (under.granularityNs - above.granularityNs), {}};
}

}  // namespace corelane
