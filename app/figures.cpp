#include "app/figures.h"

#include "app/glyph_text.h"

#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

const QChar thinSpace(0x2009);

// Calls draw(text, cell) for every stretch: a digit in its cell, or text between digits at its own width.
template <class Draw>
qreal walk(const QFontMetricsF& metrics, const QString& text, Draw draw) {
    const qreal cell = metrics.horizontalAdvance(QChar('0'));
    qreal x = 0;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isDigit()) {
            const QString digit = text.mid(i, 1);
            draw(digit, x + (cell - metrics.horizontalAdvance(digit)) / 2);
            x += cell;
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && !text[end].isDigit()) ++end;
        const QString part = text.mid(i, end - i);
        draw(part, x);
        x += metrics.horizontalAdvance(part);
        i = end;
    }
    return x;
}

}  // namespace

qreal figuresWidth(const QFontMetricsF& metrics, const QString& text) {
    return walk(metrics, text, [](const QString&, qreal) {});
}

void drawFigures(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text) {
    // Words are shaped; numbers, of which there are hundreds a frame, need not be.
    constexpr auto mostLetters = 3;
    if (std::ranges::count_if(text, [](QChar c) { return c.isLetter(); }) <= mostLetters) {
        GlyphFont& font = GlyphFont::of(painter.font());
        if (const double width = font.width(text); width >= 0) {
            double left = box.left();
            if (alignment & Qt::AlignRight)
                left = box.right() - width;
            else if (alignment & Qt::AlignHCenter)
                left = box.center().x() - width / 2;
            font.add({left, std::round(box.center().y() + (font.ascent() - font.descent()) / 2)}, text);
            font.draw(painter);
            return;
        }
    }
    const QFontMetricsF metrics(painter.font(), painter.device());
    const qreal width = figuresWidth(metrics, text);
    qreal left = box.left();
    if (alignment & Qt::AlignRight)
        left = box.right() - width;
    else if (alignment & Qt::AlignHCenter)
        left = box.center().x() - width / 2;
    const qreal baseline = std::round(box.center().y() + (metrics.ascent() - metrics.descent()) / 2);
    walk(metrics, text, [&](const QString& part, qreal x) { painter.drawText(QPointF(left + x, baseline), part); });
}

namespace {
TimeUnits chosenUnits = TimeUnits::Fitting;
}

void setTimeUnits(TimeUnits units) {
    chosenUnits = units;
}

TimeUnit timeUnitFor(double ns) {
    if (chosenUnits == TimeUnits::Milliseconds) return {"ms", 1e6};
    if (chosenUnits == TimeUnits::Microseconds) return {"µs", 1e3};
    if (ns < 1e3) return {"ns", 1};
    if (ns < 1e6) return {"µs", 1e3};
    if (ns < 20e9) return {"ms", 1e6};
    return {"s", 1e9};
}

QString number(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith('-')) {
        if (text.toDouble() == 0) return text.mid(1);
        text[0] = QChar(0x2212);
    }
    return text;
}

QString inUnit(double ns, TimeUnit unit, int decimals) {
    return number(ns / unit.ns, decimals);
}

QString withUnit(double ns, TimeUnit unit, int decimals) {
    return inUnit(ns, unit, decimals) + ' ' + unit.text();
}

QString duration(double ns) {
    const double size = std::abs(ns);
    if (chosenUnits != TimeUnits::Fitting) {
        const TimeUnit unit = timeUnitFor(ns);
        // As many decimals as tell a nanosecond of what is short, and no more of what is long.
        const int nanoseconds = static_cast<int>(std::lround(std::log10(unit.ns)));
        return withUnit(ns, unit, std::max(0, nanoseconds - (size >= 1e6 ? 3 : size >= 1e3 ? 2 : 0)));
    }
    if (size < 1e3) return number(ns, 0) + " ns";
    if (size < 1e6) return number(ns / 1e3, 1) + " µs";
    if (size < 1e9) return number(ns / 1e6, 3) + " ms";
    return number(ns / 1e9, 3) + " s";
}

QString roughDuration(double ns) {
    if (ns < 60e9) {
        const TimeUnit unit = ns < 1e9 ? timeUnitFor(ns) : TimeUnit{"s", 1e9};
        const double value = ns / unit.ns;
        return withUnit(ns, unit, unit.ns == 1 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
    }
    if (ns < 7200e9) return QObject::tr("%1 min").arg(number(ns / 60e9, 1));
    return QObject::tr("%1 h").arg(number(ns / 3600e9, 1));
}

QString bytesText(double bytes, int decimals) {
    if (bytes < 1 << 10)
        return plural(static_cast<long long>(bytes), QObject::tr("%1 byte"), QObject::tr("%1 bytes"));
    if (bytes < 1 << 20) return QObject::tr("%1 KiB").arg(number(bytes / (1 << 10), decimals));
    if (bytes < 1 << 30) return QObject::tr("%1 MiB").arg(number(bytes / (1 << 20), decimals));
    return QObject::tr("%1 GiB").arg(number(bytes / (1 << 30), decimals));
}

QString percent(double share, int decimals) {
    const double smallest = std::pow(10.0, -decimals);
    const double value = share * 100;
    if (value > 0 && value < smallest / 2) return QString("< ") + number(smallest, decimals) + thinSpace + '%';
    return number(value, decimals) + thinSpace + '%';
}

QString factor(double times) {
    return number(times, 2) + thinSpace + QChar(0xd7);
}

QString plural(long long count, const QString& one, const QString& many) {
    return (count == 1 ? one : many).arg(count);
}

}  // namespace corelane
