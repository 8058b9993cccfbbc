// A work-stealing deque of numbers (Chase and Lev, SPAA'05; memory orders after Lê et al., PPoPP'13, with
// sequentially consistent stores in place of fences). Its owner puts and takes at one end, anybody steals at the
// other. Grows.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace corelane {

class StealingDeque {
  public:
    StealingDeque() { m_ring.store(newRing(1024), std::memory_order_relaxed); }

    // The owner.
    void put(std::span<const std::uint32_t> items) {
        const std::int64_t bottom = m_bottom.load(std::memory_order_relaxed);
        const std::int64_t top = m_top.load(std::memory_order_acquire);
        const auto count = static_cast<std::int64_t>(items.size());
        Ring* ring = m_ring.load(std::memory_order_relaxed);
        if (bottom - top + count > ring->capacity()) ring = grow(*ring, top, bottom, count);
        for (std::int64_t i = 0; i < count; ++i) ring->set(bottom + i, items[static_cast<std::size_t>(i)]);
        m_bottom.store(bottom + count, std::memory_order_release);
    }
    // The owner; the last put comes first.
    bool take(std::uint32_t& item) {
        const std::int64_t bottom = m_bottom.load(std::memory_order_relaxed) - 1;
        if (bottom < m_top.load(std::memory_order_relaxed)) return false;  // empty: the top only grows
        const Ring* const ring = m_ring.load(std::memory_order_relaxed);
        m_bottom.store(bottom, std::memory_order_seq_cst);
        std::int64_t top = m_top.load(std::memory_order_seq_cst);
        bool got = top <= bottom;
        if (got) item = ring->get(bottom);
        if (top >= bottom) {  // the last one, or none: thieves may be after it too
            if (top == bottom)
                got =
                    m_top.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst, std::memory_order_relaxed);
            m_bottom.store(bottom + 1, std::memory_order_relaxed);
        }
        return got;
    }
    // Anybody; the first put comes first. False also when another thief was faster.
    bool steal(std::uint32_t& item) {
        std::int64_t top = m_top.load(std::memory_order_seq_cst);
        const std::int64_t bottom = m_bottom.load(std::memory_order_seq_cst);
        if (top >= bottom) return false;
        item = m_ring.load(std::memory_order_acquire)->get(top);
        return m_top.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst, std::memory_order_relaxed);
    }
    // Roughly.
    std::int64_t size() const {
        return std::max<std::int64_t>(
            0, m_bottom.load(std::memory_order_relaxed) - m_top.load(std::memory_order_relaxed));
    }

  private:
    class Ring {
      public:
        explicit Ring(std::int64_t capacity)
            : m_mask(capacity - 1),
              m_items(std::make_unique<std::atomic<std::uint32_t>[]>(static_cast<std::size_t>(capacity))) {}
        std::int64_t capacity() const { return m_mask + 1; }
        std::uint32_t get(std::int64_t i) const { return m_items[at(i)].load(std::memory_order_relaxed); }
        void set(std::int64_t i, std::uint32_t item) { m_items[at(i)].store(item, std::memory_order_relaxed); }

      private:
        std::size_t at(std::int64_t i) const { return static_cast<std::size_t>(i & m_mask); }
        std::int64_t m_mask;
        std::unique_ptr<std::atomic<std::uint32_t>[]> m_items;
    };

    Ring* newRing(std::int64_t capacity) { return m_rings.emplace_back(std::make_unique<Ring>(capacity)).get(); }
    Ring* grow(const Ring& old, std::int64_t top, std::int64_t bottom, std::int64_t more) {
        std::int64_t capacity = old.capacity() * 2;
        while (capacity < bottom - top + more) capacity *= 2;
        Ring* const ring = newRing(capacity);
        for (std::int64_t i = top; i < bottom; ++i) ring->set(i, old.get(i));
        m_ring.store(ring, std::memory_order_release);
        return ring;
    }

    alignas(64) std::atomic<std::int64_t> m_top{0};
    alignas(64) std::atomic<std::int64_t> m_bottom{0};
    std::atomic<Ring*> m_ring{nullptr};
    std::vector<std::unique_ptr<Ring>> m_rings;  // all there were: a thief may still read an old one
};

}  // namespace corelane
