#include "engine/run/time_left.h"

namespace corelane {

void TimeLeft::add(std::size_t model, double seconds) {
    m_sum[model] += seconds;
    ++m_count[model];
}

double TimeLeft::of(std::span<const PlannedRun> runs) const {
    double means = 0;
    int known = 0;
    for (std::size_t m = 0; m < m_sum.size(); ++m) {
        if (m_count[m] == 0) continue;
        means += m_sum[m] / m_count[m];
        ++known;
    }
    if (known == 0) return -1;
    double seconds = 0;
    for (const PlannedRun& run : runs)
        seconds += m_count[run.model] != 0 ? m_sum[run.model] / m_count[run.model] : means / known;
    return seconds;
}

}  // namespace corelane
