#include "app/selection.h"

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr Duration shortestRange = 200;  // nanoseconds: below a pixel a nanosecond there is nothing more to see
constexpr qint64 gestureMs = 500;
constexpr std::size_t longestHistory = 200;

}  // namespace

Selection::Selection(QObject* parent) : QObject(parent) {}

TimeRange Selection::clamped(TimeRange r) const {
    const Duration length = std::clamp(r.length(), shortestRange, std::max(m_extent.length(), shortestRange));
    const Time from = std::clamp(r.from, m_extent.from, std::max(m_extent.from, m_extent.to - length));
    return {from, from + length};
}

void Selection::moveTo(TimeRange r) {
    r = clamped(r);
    if (r == m_range) return;
    m_range = r;
    emit rangeChanged();
}

void Selection::setRange(TimeRange r) {
    r = clamped(r);
    if (r == m_range) return;
    if (!m_lastStep.isValid() || m_lastStep.elapsed() > gestureMs) {
        m_back.push_back(m_range);
        if (m_back.size() > longestHistory) m_back.erase(m_back.begin());
        m_forward.clear();
    }
    m_lastStep.start();
    setFollows(false);
    moveTo(r);
}

void Selection::zoom(double factor, Time around) {
    const auto scaled = [&](Time t) { return around + static_cast<Time>(std::llround(double(t - around) * factor)); };
    setRange({scaled(m_range.from), scaled(m_range.to)});
}

void Selection::pan(Duration by) {
    // Stop at the ends instead of shrinking.
    by = std::clamp(by, m_extent.from - m_range.from, std::max<Duration>(m_extent.to - m_range.to, 0));
    setRange({m_range.from + by, m_range.to + by});
}

void Selection::leapTo(TimeRange r) {
    m_lastStep.invalidate();
    setRange(r);
    m_lastStep.invalidate();
}

void Selection::frame(const SpanPlace& place, TimeRange onAxis) {
    setSpan(place);
    // A span that is a good part of the run comes closer, too.
    const Duration took = onAxis.length(), most = std::max(took / 4, m_extent.length() / 8);
    const Duration around = std::max<Duration>(std::min(took * 3, most), 1000);
    leapTo({onAxis.from - around, onAxis.to + around});
}

void Selection::showAll() {
    leapTo(m_extent);
}

void Selection::setExtent(TimeRange extent, TimeRange natural) {
    m_extent = extent;
    m_natural = natural;
    moveTo(m_follows ? natural : m_range);
}

void Selection::setMeasured(std::optional<TimeRange> r) {
    if (r == m_measured) return;
    m_measured = r;
    emit measuredChanged();
}

void Selection::setTask(TaskIndex task) {
    select(task, std::nullopt);
}

void Selection::setSpan(const SpanPlace& span) {
    select(span.task, span);
}

void Selection::select(TaskIndex task, const std::optional<SpanPlace>& span) {
    const bool otherTask = task != m_task, otherSpan = span != m_span;
    m_task = task;
    m_span = span;
    if (otherTask) emit taskChanged();
    if (otherSpan) emit spanChanged();
}

void Selection::setHover(const Hover& hover) {
    if (hover == m_hover) return;
    m_hover = hover;
    emit hoverChanged();
}

void Selection::setRun(const std::string& key) {
    if (key == m_run) return;
    m_run = key;
    emit runChanged();
}

void Selection::setFollows(bool follows) {
    if (follows == m_follows) return;
    m_follows = follows;
    if (follows) moveTo(m_natural);
    emit followsChanged();
}

void Selection::toggleState(State state) {
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(state));
    std::uint8_t next = m_shownStates == 0xff ? bit : static_cast<std::uint8_t>(m_shownStates ^ bit);
    if (next == 0) next = 0xff;
    m_shownStates = next;
    emit shownStatesChanged();
}

void Selection::reset() {
    m_back.clear();
    m_forward.clear();
    m_lastStep.invalidate();
    setMeasured(std::nullopt);
    setTask(0);
    setHover({});
    setRun({});
    m_extent = m_natural = {0, 1'000'000};
    m_follows = true;
    moveTo(m_natural);
    emit followsChanged();
}

void Selection::back() {
    if (m_back.empty()) return;
    m_forward.push_back(m_range);
    const TimeRange r = m_back.back();
    m_back.pop_back();
    m_lastStep.invalidate();
    setFollows(false);
    moveTo(r);
}

void Selection::forward() {
    if (m_forward.empty()) return;
    m_back.push_back(m_range);
    const TimeRange r = m_forward.back();
    m_forward.pop_back();
    m_lastStep.invalidate();
    setFollows(false);
    moveTo(r);
}

}  // namespace corelane
