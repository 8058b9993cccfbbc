#include "engine/scripts/offspring.h"

#include "engine/scripts/actor.h"
#include "engine/scripts/step_work.h"

namespace corelane {

std::optional<std::uint32_t> Offspring::next(std::uint32_t parent) {
    const std::lock_guard lock(m_mutex);
    if (m_spawned == m_parents.size()) return std::nullopt;
    m_parents[m_spawned] = parent;
    ++m_families[parent].living;
    return m_first + m_spawned++;
}

void Offspring::ended(Actor& child) {
    const std::lock_guard lock(m_mutex);
    Family& family = m_families[m_parents[child.number() - m_first]];
    if (--family.living > 0) return;
    if (family.waitedFor) family.given = child.give(*this, 1, 0);
    family.changed.notify_all();
}

bool Offspring::join(Actor& parent) {
    std::unique_lock lock(m_mutex);
    const auto found = m_families.find(parent.number());
    if (found == m_families.end() || found->second.living == 0) return true;
    Family& family = found->second;
    Actor::Waiting waiting(parent, *this, State::Lock);
    family.waitedFor = true;
    while (family.living > 0 && !parent.stopped()) family.changed.wait_for(lock, longestUnheard);
    family.waitedFor = false;
    if (family.living > 0) return false;
    waiting.endedBy(family.given);
    return true;
}

bool Offspring::blocks(std::uint32_t actor, std::uint64_t) const {
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock) return false;
    const auto found = m_families.find(actor);
    return found != m_families.end() && found->second.living > 0;
}

}  // namespace corelane
