// A counter with a part for each actor, whose sum is its value. How far the parts lie from each other is what is to
// be seen.
#pragma once

#include "engine/scripts/script_runs.h"

#include <array>
#include <atomic>

namespace corelane {

template <std::size_t Alignment>
class ShardedNumber {
  public:
    void add(std::uint32_t actor) { m_parts[actor % m_parts.size()].value.fetch_add(1, std::memory_order_relaxed); }

    std::uint64_t value() const {
        std::uint64_t sum = 0;
        for (const Part& part : m_parts) sum += part.value.load(std::memory_order_relaxed);
        return sum;
    }

  private:
    struct alignas(Alignment) Part {
        std::atomic<std::uint64_t> value{0};
    };
    alignas(128) std::array<Part, maximumActorThreads> m_parts;
};

}  // namespace corelane
