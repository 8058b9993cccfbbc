// A sequence that only grows at its end, in chunks shared between the growing side and immutable snapshots of it.
// Copying costs one pointer a chunk. One thread appends; copies taken earlier may be read by any thread meanwhile,
// because a copy never looks behind its own size and appending never moves an element.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace corelane {

template <class T, std::size_t ChunkSize = 4096>
class Chunked {
  public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t i) const { return (*m_chunks[i / ChunkSize])[i % ChunkSize]; }
    const T& back() const { return (*this)[m_size - 1]; }
    T& mutableAt(std::size_t i) { return (*m_chunks[i / ChunkSize])[i % ChunkSize]; }  // the growing side only

    void push_back(const T& value) {
        if (m_size == m_chunks.size() * ChunkSize) m_chunks.push_back(std::make_shared<std::array<T, ChunkSize>>());
        (*m_chunks.back())[m_size % ChunkSize] = value;
        ++m_size;
    }

    // The first index in [0, size()) for which pred is false, given that all true come before all false.
    template <class Predicate>
    std::size_t partitionPoint(Predicate pred) const {
        std::size_t low = 0, high = m_size;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (pred((*this)[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }

  private:
    std::vector<std::shared_ptr<std::array<T, ChunkSize>>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace corelane
