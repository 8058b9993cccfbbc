// Bytes that grow and stay aligned for whatever a payload holds. Their pages are touched.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace corelane {

class AlignedBuffer {
  public:
    std::byte* data() const { return m_data.get(); }
    std::size_t capacity() const { return m_capacity; }
    void grow(std::size_t capacity, std::size_t keep) {
        std::unique_ptr<std::byte[], Free> larger(
            static_cast<std::byte*>(::operator new[](capacity, std::align_val_t{64})));
        std::memset(larger.get(), 0, capacity);
        if (keep > 0) std::memcpy(larger.get(), m_data.get(), keep);
        m_data = std::move(larger);
        m_capacity = capacity;
    }

  private:
    struct Free {
        void operator()(std::byte* bytes) const { ::operator delete[](bytes, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte[], Free> m_data;
    std::size_t m_capacity = 0;
};

}  // namespace corelane
