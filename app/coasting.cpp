#include "app/coasting.h"

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr quint64 lastMomentMs = 80;
constexpr double slowingMs = 325;  // in which the speed falls to 1/e, as people know it from telephones
constexpr double slowest = 0.05;   // pixels a millisecond; below it nothing is seen to move
constexpr quint64 frameMs = 16;

double length(QPointF p) {
    return std::hypot(p.x(), p.y());
}

}  // namespace

Coasting::Coasting(QObject* parent) : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(static_cast<int>(frameMs));
    connect(&m_timer, &QTimer::timeout, this, &Coasting::step);
}

void Coasting::push(QPointF pixels, quint64 at) {
    m_timer.stop();
    while (!m_pushes.empty() && m_pushes.front().at + lastMomentMs < at) m_pushes.pop_front();
    m_pushes.push_back({pixels, at});
}

void Coasting::release(quint64 at) {
    while (!m_pushes.empty() && m_pushes.front().at + lastMomentMs < at) m_pushes.pop_front();
    QPointF gone;
    for (const Push& push : m_pushes) gone += push.pixels;
    m_speed = {};
    if (m_pushes.size() > 1) {
        // The first push says how far it went by then, not since when. They leave some time after the last one.
        const quint64 first = m_pushes.front().at, last = std::max(m_pushes.back().at, at - frameMs);
        if (last > first) m_speed = (gone - m_pushes.front().pixels) / double(last - first);
    }
    m_pushes.clear();
    if (length(m_speed) <= slowest) return;
    m_gone = {};
    m_since.start();
    m_timer.start();
}

void Coasting::stop() {
    m_timer.stop();
    m_pushes.clear();
}

void Coasting::step() {
    // Where it is by now, however late the timer comes.
    const double slowed = std::exp(-double(m_since.elapsed()) / slowingMs);
    const QPointF gone = m_speed * slowingMs * (1 - slowed), by = gone - m_gone;
    m_gone = gone;
    if (length(m_speed) * slowed <= slowest) m_timer.stop();
    emit moved(by);
}

}  // namespace corelane
