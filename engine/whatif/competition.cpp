#include "engine/whatif/competition.h"

#include <algorithm>

namespace corelane {

Competition::Competition(std::span<const std::shared_ptr<const Lane>> lanes, int cores) {
    struct Step {
        Time time;
        int running, ready;
    };
    std::vector<Step> steps;
    for (const auto& lane : lanes)
        for (std::size_t i = 0; i < lane->segments.size(); ++i) {
            const auto segment = lane->segments.segment(i);
            const auto state = static_cast<State>(segment.category);
            const bool runs = state == State::Useful || state == State::Overhead || state == State::Startup;
            if (!runs && state != State::Runnable) continue;
            steps.push_back({segment.begin, runs ? 1 : 0, runs ? 0 : 1});
            steps.push_back({segment.end, runs ? -1 : 0, runs ? 0 : -1});
        }
    std::ranges::sort(steps, {}, &Step::time);
    int running = 0, ready = 0;
    double lost = 0;
    for (std::size_t i = 0; i < steps.size();) {
        const Time now = steps[i].time;
        if (!m_points.empty()) lost += m_points.back().share * static_cast<double>(now - m_points.back().time);
        for (; i < steps.size() && steps[i].time == now; ++i) {
            running += steps[i].running;
            ready += steps[i].ready;
        }
        const int elsewhere = std::clamp(cores - running, 0, ready);
        m_points.push_back({now, lost, ready > 0 ? 1 - static_cast<double>(elsewhere) / ready : 0});
    }
}

double Competition::lostUntil(Time time) const {
    const auto after = std::ranges::upper_bound(m_points, time, {}, &Point::time);
    if (after == m_points.begin()) return 0;
    const Point& point = *(after - 1);
    return point.lost + point.share * static_cast<double>(time - point.time);
}

Duration Competition::within(const SegmentIndex& segments, Time begin, Time end) const {
    double lost = 0;
    for (std::size_t i = segments.find(begin); i < segments.size(); ++i) {
        const auto segment = segments.segment(i);
        if (segment.begin >= end) break;
        if (static_cast<State>(segment.category) != State::Runnable) continue;
        lost += lostUntil(std::min(segment.end, end)) - lostUntil(std::max(segment.begin, begin));
    }
    return static_cast<Duration>(lost);
}

}  // namespace corelane
