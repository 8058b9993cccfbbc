#include "engine/scripts/suspending_offspring.h"

#include <utility>

namespace corelane {

std::optional<std::uint32_t> SuspendingOffspring::next(std::uint32_t parent) {
    const std::lock_guard guard(m_mutex);
    if (m_spawned == m_parents.size()) return std::nullopt;
    m_parents[m_spawned] = parent;
    ++m_families[parent].living;
    return m_first + m_spawned++;
}

void SuspendingOffspring::ended(SuspendingActor& child) {
    const std::lock_guard guard(m_mutex);
    Family& family = m_families[m_parents[child.number() - m_first]];
    if (--family.living > 0) return;
    if (SuspendingActor* parent = std::exchange(family.waits, nullptr)) child.giveTo(*parent, *this);
}

SuspendingObject::Outcome SuspendingOffspring::join(SuspendingActor& parent) {
    const std::lock_guard guard(m_mutex);
    const auto found = m_families.find(parent.number());
    if (found == m_families.end() || found->second.living == 0) return SuspendingObject::Outcome::Done;
    parent.waitFor(*this, State::Lock);
    found->second.waits = &parent;
    return SuspendingObject::Outcome::Suspended;
}

}  // namespace corelane
