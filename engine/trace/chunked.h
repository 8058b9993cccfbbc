// A sequence that only grows at its end, in chunks shared between the growing side and immutable snapshots of it.
// Copying costs one pointer a chunk. One thread appends; copies taken earlier may be read by any thread meanwhile,
// because a copy never looks behind its own size and appending never moves an element of a copy. Nobody appends to a
// copy. The growing side may change an element after the fact with mutableAt(): call share() before every copy, and a
// chunk that a copy can see is cloned before it is changed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace corelane {

template <class T, std::size_t ChunkSize = 2048>
class Chunked {
  public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t i) const { return m_chunks[i / ChunkSize].items.get()[i % ChunkSize]; }
    const T& back() const { return (*this)[m_size - 1]; }

    void push_back(const T& value) {
        if (m_size == m_capacity) grow();
        m_chunks.back().items.get()[m_size % ChunkSize] = value;
        ++m_size;
    }

    void share() { ++m_epoch; }
    T& mutableAt(std::size_t i) {
        Chunk& chunk = m_chunks[i / ChunkSize];
        if (chunk.epoch != m_epoch) clone(i / ChunkSize, capacityOf(i / ChunkSize));
        return chunk.items.get()[i % ChunkSize];
    }

    // The first index in [0, size()) for which pred is false, given that all true come before all false.
    template <class Predicate>
    std::size_t partitionPoint(Predicate pred) const {
        std::size_t low = 0, high = m_size;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (pred((*this)[middle]))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

  private:
    struct Chunk {
        std::shared_ptr<T[]> items;
        std::uint32_t epoch;  // of the last share() this chunk is newer than
    };

    std::size_t capacityOf(std::size_t chunk) const { return std::min(ChunkSize, m_capacity - chunk * ChunkSize); }

    void clone(std::size_t index, std::size_t capacity) {
        const std::size_t used = std::min(ChunkSize, m_size - index * ChunkSize);
        auto items = std::make_shared_for_overwrite<T[]>(capacity);
        std::copy_n(m_chunks[index].items.get(), used, items.get());
        m_chunks[index] = {std::move(items), m_epoch};
    }

    // Short sequences are many: the first chunk starts small and is replaced by one twice its size.
    void grow() {
        static constexpr std::size_t first = std::min<std::size_t>(ChunkSize, 32);
        if (m_capacity != 0 && m_capacity < ChunkSize) {
            m_capacity = std::min(ChunkSize, m_capacity * 2);
            clone(0, m_capacity);
            return;
        }
        const std::size_t capacity = m_capacity == 0 ? first : ChunkSize;
        m_chunks.push_back({std::make_shared_for_overwrite<T[]>(capacity), m_epoch});
        m_capacity += capacity;
    }

    std::vector<Chunk> m_chunks;
    std::size_t m_size = 0, m_capacity = 0;
    std::uint32_t m_epoch = 0;
};

}  // namespace corelane
