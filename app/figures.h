// Numbers as the window writes them, and digits drawn in cells as wide as "0": Inter's own digits are proportional
// and Qt 6.4 cannot ask a font for tabular ones, so columns of numbers would wobble.
#pragma once

#include "engine/trace/time.h"

#include <QFontMetricsF>
#include <QRectF>
#include <QString>

class QPainter;

namespace corelane {

qreal figuresWidth(const QFontMetricsF&, const QString&);
// Alignment: left, right or centre; always centred vertically. One line, not clipped, in the painter's font and pen.
void drawFigures(QPainter&, const QRectF& box, Qt::Alignment, const QString&);

// A table's or an axis' unit of time, so that all numbers under one head share it.
struct TimeUnit {
    const char* name = "ms";  // UTF-8
    double ns = 1e6;
    QString text() const { return QString::fromUtf8(name); }
};
TimeUnit timeUnitFor(double ns);  // of a column whose largest value is `ns`

// Times in the unit that fits them, or all in one.
enum class TimeUnits { Fitting, Milliseconds, Microseconds };
void setTimeUnits(TimeUnits);

QString number(double value, int decimals);
QString inUnit(double ns, TimeUnit unit, int decimals);    // "15.40", no unit
QString withUnit(double ns, TimeUnit unit, int decimals);  // "15.40 ms"
QString duration(double ns);                               // "812 ns", "206.1 µs", "15.395 ms", "1.234 s"
QString roughDuration(double ns);  // three digits, of what is estimated: "15.4 ms", "11.8 s", "1.5 min", "2.0 h"
QString bytesText(double bytes, int decimals = 1);  // "812 bytes", "12.5 KiB"
QString percent(double share, int decimals);        // of 0..1: "24.8 %", "< 0.1 %" for little but more than nothing
QString factor(double times);                       // "3.73 ×"
// plural(n, tr("%1 run"), tr("%1 runs")): whole sentences, so that a language may order them as it likes.
QString plural(long long count, const QString& one, const QString& many);

}  // namespace corelane
