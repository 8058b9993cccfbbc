// The queue through which worker processes hand each other tasks in shared memory: first in, first out, any number of
// processes at both ends. Each entry has a place of its own that is used once, so nothing wraps around; whoever finds
// his place empty spins for a while and then sleeps on it, and is woken alone. A push is one fetch-and-add and one
// exchange.
#pragma once

#include "engine/trace/task.h"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace corelane {

class SharedTaskQueue {
  public:
    using Place = std::atomic<std::uint32_t>;
    struct Shared {
        // On one cache line: whoever pushes claims next, and fetches the line once.
        alignas(64) std::atomic<std::uint32_t> pushed{0};
        std::atomic<std::uint32_t> claimed{0};
    };
    using Ticket = std::uint32_t;

    static constexpr TaskIndex nothing = 0, closed = ~std::uint32_t{0} - 1;
    // Places for this many entries, `closed` ones included, and as many tickets.
    static std::size_t places(std::size_t entries) { return (entries + group - 1) / group * group; }

    SharedTaskQueue() = default;
    // The memory is zero before its first use and is shared by all; `spin` is how often to look before sleeping.
    SharedTaskQueue(Shared* shared, Place* firstPlace, int spin)
        : m_shared(shared), m_places(firstPlace), m_spin(spin) {}

    void push(TaskIndex);
    // Takes `count` tickets in a row; each is redeemed once, in order, with look() or spin() until it is something,
    // or wait().
    Ticket claim(std::uint32_t count) { return m_shared->claimed.fetch_add(count, std::memory_order_relaxed); }
    TaskIndex look(Ticket ticket) const {  // nothing, closed, or a task
        const std::uint32_t value = place(ticket).load(std::memory_order_acquire);
        return value == asleep ? nothing : value;
    }
    TaskIndex spin(Ticket) const;  // looks for a while: the same as look()
    TaskIndex wait(Ticket);        // sleeps until it is closed or a task

  private:
    static constexpr std::uint32_t asleep = ~std::uint32_t{0};
    static constexpr std::size_t group = 256;
    // Tickets in a row lie on different cache lines.
    Place& place(Ticket ticket) const {
        return m_places[(ticket & ~(group - 1)) | ((ticket & 15) << 4) | ((ticket >> 4) & 15)];
    }

    Shared* m_shared = nullptr;
    Place* m_places = nullptr;
    int m_spin = 0;
};

}  // namespace corelane
