#include "engine/record/ring.h"

namespace corelane {

bool RingWriter::reclaim() {
    m_tail = m_header->tail.load(std::memory_order_acquire);
    if (m_head - m_tail <= m_mask) return true;
    m_header->dropped.store(m_header->dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return false;
}

}  // namespace corelane
