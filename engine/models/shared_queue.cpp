#include "engine/models/ready_queue.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

class SharedQueue : public ReadyQueue {
  public:
    void put(int, std::span<const std::uint32_t> items) override {
        int sleepers = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_items.insert(m_items.end(), items.begin(), items.end());
            noteSize();
            sleepers = m_sleepers;
        }
        for (std::size_t i = 0; i < items.size() && sleepers > 0; ++i, --sleepers) m_filled.notify_one();
    }

    bool tryTake(int, std::uint32_t& item) override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock.owns_lock() && takeFirst(item);
    }

    bool take(int, std::uint32_t& item) override {
        std::unique_lock lock(m_mutex);
        ++m_sleepers;
        m_filled.wait(lock, [&] { return !m_items.empty() || m_closed; });
        --m_sleepers;
        return takeFirst(item);
    }

    void close() override {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
    }

    std::int64_t size() const override { return m_size.load(std::memory_order_relaxed); }

  private:
    bool takeFirst(std::uint32_t& item) {
        if (m_items.empty()) return false;
        item = m_items.front();
        m_items.pop_front();
        noteSize();
        return true;
    }
    void noteSize() { m_size.store(static_cast<std::int64_t>(m_items.size()), std::memory_order_relaxed); }

    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::uint32_t> m_items;
    int m_sleepers = 0;
    bool m_closed = false;
    alignas(64) std::atomic<std::int64_t> m_size{0};
};

}  // namespace

std::unique_ptr<ReadyQueue> makeSharedQueue() {
    return std::make_unique<SharedQueue>();
}

}  // namespace corelane
