#include "engine/trace/presence.h"

#include <algorithm>

namespace corelane {

Presence::Piece Presence::at(Time time) {
    if (!m_sorted) {
        std::stable_sort(m_coming.begin() + static_cast<std::ptrdiff_t>(m_next), m_coming.end(), before);
        m_sorted = true;
    }
    while (m_next < m_coming.size() && m_coming[m_next].time <= time) m_now = m_coming[m_next++].where;
    if (m_next == m_coming.size()) {
        m_coming.clear();
        m_next = 0;
        return {std::numeric_limits<Time>::max(), m_now};
    }
    return {m_coming[m_next].time, m_now};
}

}  // namespace corelane
