#include "app/plots/time_ticker.h"

#include "app/figures.h"

#include <cmath>

namespace corelane {

double niceStep(double length, double most) {
    if (!(length > 0) || !(most > 0)) return 1;
    const double raw = length / most;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= raw * (1 - 1e-12)) return step * power;
    return 10 * power;
}

double TimeTicker::getTickStep(const QCPRange& range) {
    m_step = std::max(1.0, niceStep(range.size(), std::max(1.0, double(m_pixels) / m_pixelsPerTick)));
    m_largest = std::max(std::abs(range.lower), std::abs(range.upper));
    return m_step;
}

int TimeTicker::getSubTickCount(double) {
    return 0;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const TimeUnit unit = timeUnitFor(m_largest);
    const double step = m_step / unit.ns;
    const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    return withUnit(std::round(tick / m_step) * m_step, unit, decimals);
}

}  // namespace corelane
