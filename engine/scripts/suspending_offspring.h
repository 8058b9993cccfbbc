// The instances of a spawned actor while a script runs on coroutines or fibers: who spawned each, and which live. An
// actor that joins is suspended. Any thread.
#pragma once

#include "engine/scripts/suspending_object.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace corelane {

class SuspendingOffspring final : public Waitable {
  public:
    SuspendingOffspring(std::uint32_t firstInstance, std::uint32_t count)
        : m_first(firstInstance), m_parents(count, nobody) {}

    // The next instance, which `parent` spawns; nothing when all that the script has are there already.
    std::optional<std::uint32_t> next(std::uint32_t parent);
    // By an instance, as the last thing it does: the last of a family gives to the parent that waits.
    void ended(SuspendingActor& child);
    SuspendingObject::Outcome join(SuspendingActor& parent);
    bool blocks(std::uint32_t, std::uint64_t) const override { return true; }

  private:
    struct Family {
        std::uint32_t living = 0;
        SuspendingActor* waits = nullptr;  // the parent
    };
    const std::uint32_t m_first;
    std::uint32_t m_spawned = 0;
    std::vector<std::uint32_t> m_parents;  // by instance, from m_first on
    std::mutex m_mutex;
    std::map<std::uint32_t, Family> m_families;  // by parent
};

}  // namespace corelane
