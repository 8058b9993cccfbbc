// Ticks of a time axis in nanoseconds: steps of 1, 2 or 5, one unit for all ticks, written at every tick.
#pragma once

#include <qcustomplot.h>

namespace corelane {

class TimeTicker : public QCPAxisTicker {
  public:
    explicit TimeTicker(int pixelsPerTick = 110) : m_pixelsPerTick(pixelsPerTick) {}
    void setPixels(int pixels) { m_pixels = pixels; }  // the axis' length

  protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;

  private:
    int m_pixelsPerTick;
    int m_pixels = 1000;
    double m_step = 1e6, m_largest = 1e6;
};

// The step of 1, 2 or 5 times a power of ten that gives at most `most` ticks.
double niceStep(double length, double most);

}  // namespace corelane
