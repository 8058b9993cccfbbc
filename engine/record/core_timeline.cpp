#include "engine/record/core_timeline.h"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {
// The kernel records the one that leaves and the one that comes within the same switch. What lies further apart had
// something else between.
constexpr Duration sameSwitch = 1'500;
}  // namespace

void CoreTimeline::add(std::span<const CoreEvent> events, Time begin, Time end) {
    using Kind = CoreEvent::Kind;
    for (const CoreEvent& event : events) {
        const Time time = std::max(event.time, m_known);
        if (m_left && (event.kind != Kind::In || time - m_left->time > sameSwitch))
            emit(*std::exchange(m_left, std::nullopt), begin, end);
        if (event.kind == Kind::In) {
            if (m_left)
                emit({m_left->time, event.tid, m_left->previousRunnable}, begin, end);
            else if (m_tenant != event.tid)
                emit({time, event.tid, false}, begin, end);
            m_left.reset();
            m_tenant = event.tid;
        } else if (!m_tenant || *m_tenant == event.tid) {
            // Whoever is first seen leaving has been here since the recording was opened.
            if (!m_tenant) emit({m_known, event.tid, false}, begin, end);
            m_left = Switch{time, 0, event.kind == Kind::Preempted};
            m_tenant = 0;
        }
        m_known = time;
    }
    if (m_left) emit(*std::exchange(m_left, std::nullopt), begin, end);
    if (begin) start(begin);
}

void CoreTimeline::start(Time begin) {
    if (std::exchange(m_started, true)) return;
    if (m_shown) m_switches.push_back({begin, m_shown, false});
}

void CoreTimeline::emit(Switch s, Time begin, Time end) {
    if (!begin || s.time < begin) {
        m_shown = s.nextTid;
        return;
    }
    start(begin);
    if (s.time > end || (s.nextTid == m_shown && !s.previousRunnable)) return;
    m_shown = s.nextTid;
    m_switches.push_back(s);
}

std::vector<Switch> CoreTimeline::take() {
    return std::exchange(m_switches, {});
}

}  // namespace corelane
