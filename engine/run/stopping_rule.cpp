#include "engine/run/stopping_rule.h"

#include "engine/trace/statistics.h"

#include <algorithm>

namespace corelane {

StoppingRule::StoppingRule(const Preset& preset) : m_until(preset.until), m_walls(preset.models.size()) {}

void StoppingRule::add(std::size_t model, double wallNs) {
    m_walls[model].push_back(wallNs);
}

double StoppingRule::widest() const {
    double widest = 0;
    for (const std::vector<double>& walls : m_walls) {
        const auto interval = medianInterval(walls);
        if (!interval) return -1;
        widest = std::max(widest, (interval->high - interval->low) / 2 / median(walls));
    }
    return widest;
}

bool StoppingRule::enough(double seconds, double nextBlock) const {
    if (m_until.seconds && seconds + std::max(0.0, nextBlock) > *m_until.seconds) return true;
    if (!m_until.withinPercent) return false;
    const double known = widest();
    return known >= 0 && known <= *m_until.withinPercent / 100;
}

}  // namespace corelane
