// How a worker sleeps until another one has something for it, such that the one that has something pays nothing while
// nobody sleeps: no locked instruction, no system call. The sleeper pays instead, by a membarrier(2) before it
// sleeps.
#pragma once

#include <atomic>
#include <cstdint>

namespace corelane {

void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t expected);  // returns at once unless it is `expected`
void futexWake(std::atomic<std::uint32_t>& word, int count);

// True when fenceOthers() works here (Linux 4.14, not forbidden). Then a store followed by a load, with lightFence()
// in between, in one thread, and a store, fenceOthers() and a load in another, never both read what was before.
bool canFenceOthers();
void fenceOthers();
inline void lightFence() {
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

// Lets workers sleep until a condition may have become true. A sleeper: prepare(), look at the condition again, then
// wait() or cancel(). A waker: make the condition true, then notify().
class EventCount {
  public:
    std::uint32_t prepare() {
        m_sleepers.fetch_add(1, std::memory_order_seq_cst);
        const std::uint32_t key = m_epoch.load(std::memory_order_acquire);
        if (m_light) fenceOthers();
        return key;
    }
    void cancel() { m_sleepers.fetch_sub(1, std::memory_order_relaxed); }
    void wait(std::uint32_t key) {
        while (m_epoch.load(std::memory_order_acquire) == key) futexWait(m_epoch, key);
        cancel();
    }
    void notify(int count) {
        lightFence();
        const std::int32_t sleepers =
            m_light ? m_sleepers.load(std::memory_order_relaxed) : m_sleepers.fetch_add(0, std::memory_order_seq_cst);
        if (sleepers > 0) [[unlikely]]
            wake(count);
    }

  private:
    void wake(int count) {
        m_epoch.fetch_add(1, std::memory_order_acq_rel);
        futexWake(m_epoch, count);
    }

    const bool m_light = canFenceOthers();
    alignas(64) std::atomic<std::int32_t> m_sleepers{0};
    alignas(64) std::atomic<std::uint32_t> m_epoch{0};
};

}  // namespace corelane
