// How many tasks are ready and not yet started, for runtimes that do not tell: every worker counts in a place of its
// own, so that counting costs no shared cache line; the sum is rough.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

namespace corelane {

class ReadyCount {
  public:
    explicit ReadyCount(int workers) : m_counts(static_cast<std::size_t>(workers)) {}

    // By the worker itself.
    void add(int worker, std::int64_t tasks) {
        auto& count = m_counts[static_cast<std::size_t>(worker)].value;
        count.store(count.load(std::memory_order_relaxed) + tasks, std::memory_order_relaxed);
    }
    std::int64_t sum() const {
        std::int64_t total = 0;
        for (const Count& count : m_counts) total += count.value.load(std::memory_order_relaxed);
        return total > 0 ? total : 0;
    }

  private:
    struct alignas(64) Count {
        std::atomic<std::int64_t> value{0};
    };
    std::vector<Count> m_counts;
};

}  // namespace corelane
