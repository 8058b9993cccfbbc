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

QString axisText(double time, double step, double largest, Duration whole) {
    const TimeUnit unit = whole > 0 ? TimeUnit{"%", double(whole) / 100} : timeUnitFor(largest);
    const double inUnits = step / unit.ns;
    const int decimals = inUnits >= 1 ? 0 : std::min(6, static_cast<int>(std::ceil(-std::log10(inUnits) - 1e-9)));
    return withUnit(time, unit, decimals);
}

double TimeTicker::getTickStep(const QCPRange& range) {
    const double unit = m_whole > 0 ? double(m_whole) / 100 : 1;
    m_step = niceStep(range.size() / unit, std::max(1.0, double(m_pixels) / m_pixelsPerTick)) * unit;
    m_step = std::max(1.0, m_step);
    m_largest = std::max(std::abs(range.lower), std::abs(range.upper));
    return m_step;
}

int TimeTicker::getSubTickCount(double) {
    return 0;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return axisText(std::round(tick / m_step) * m_step, m_step, m_largest, m_whole);
}

}  // namespace corelane
