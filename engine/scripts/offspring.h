// The instances of a spawned actor while a script runs on threads: who spawned each, and which live. An actor that
// joins blocks its thread. Any thread.
#pragma once

#include "engine/scripts/wait_board.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace corelane {

class Actor;

class Offspring final : public Waitable {
  public:
    Offspring(std::uint32_t firstInstance, std::uint32_t count) : m_first(firstInstance), m_parents(count, nobody) {}

    // The next instance, which `parent` spawns; nothing when all that the script has are there already.
    std::optional<std::uint32_t> next(std::uint32_t parent);
    // By an instance, as the last thing it does: the last of a family gives to the parent that waits.
    void ended(Actor& child);
    // False: the run stops.
    bool join(Actor& parent);
    bool blocks(std::uint32_t actor, std::uint64_t) const override;

  private:
    struct Family {
        std::uint32_t living = 0;
        bool waitedFor = false;
        HandoverId given = 0;
        std::condition_variable changed;
    };
    std::uint32_t m_first, m_spawned = 0;
    std::vector<std::uint32_t> m_parents;  // by instance, from m_first on
    mutable std::mutex m_mutex;
    std::map<std::uint32_t, Family> m_families;  // by parent
};

}  // namespace corelane
