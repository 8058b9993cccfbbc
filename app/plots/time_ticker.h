// Ticks of the time axis, in nanoseconds or in per cent of a run: steps of 1, 2 or 5, one unit for all ticks, written
// at every tick.
#pragma once

#include "engine/trace/time.h"

#include <qcustomplot.h>

namespace corelane {

class TimeTicker : public QCPAxisTicker {
  public:
    explicit TimeTicker(int pixelsPerTick = 110) : m_pixelsPerTick(pixelsPerTick) {}
    void setPixels(int pixels) { m_pixels = pixels; }   // the axis' length
    void setWhole(Duration whole) { m_whole = whole; }  // that is 100 %; 0: ticks are times

  protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;

  private:
    int m_pixelsPerTick;
    int m_pixels = 1000;
    Duration m_whole = 0;
    double m_step = 1e6, m_largest = 1e6;
};

// A place on the axis: in a unit that suits `largest`, or, unless `whole` is 0, in per cent of it; with as many
// decimals as tell two places apart that are `step` from each other. All in nanoseconds.
QString axisText(double time, double step, double largest, Duration whole);

// The step of 1, 2 or 5 times a power of ten that gives at most `most` ticks.
double niceStep(double length, double most);

}  // namespace corelane
