#include "engine/models/parking.h"
#include "engine/models/ready_queue.h"
#include "engine/models/stealing_deque.h"
#include "engine/record/spin_pause.h"

#include <vector>

namespace corelane {
namespace {

constexpr int roundsBeforePark = 300;  // of looking at everybody's deque, some 20 us

class StealingQueues : public ReadyQueue {
  public:
    StealingQueues(int workers, bool crowded)
        : m_deques(static_cast<std::size_t>(workers)), m_rounds(crowded ? 1 : roundsBeforePark) {}

    void put(int worker, std::span<const std::uint32_t> items) override {
        m_deques[static_cast<std::size_t>(worker)].put(items);
        m_asleep.notify(static_cast<int>(items.size()));
    }

    bool tryTake(int worker, std::uint32_t& item) override {
        return m_deques[static_cast<std::size_t>(worker)].take(item) || stealAnywhere(worker, item);
    }

    bool take(int worker, std::uint32_t& item) override {
        for (;;) {
            for (int round = 0; round < m_rounds; ++round) {
                if (tryTake(worker, item)) return true;
                if (m_closed.load(std::memory_order_acquire)) return false;
                // Looking takes the line from its owner: look less and less often.
                for (int pause = 0; pause < (round < 8 ? 1 : 4); ++pause) spinPause();
            }
            const std::uint32_t key = m_asleep.prepare();
            if (tryTake(worker, item)) {
                m_asleep.cancel();
                return true;
            }
            if (m_closed.load(std::memory_order_acquire)) {
                m_asleep.cancel();
                return false;
            }
            // A thief that lost a race may have found nothing although there is more: then it does not sleep.
            if (size() > 0) {
                m_asleep.cancel();
                continue;
            }
            m_asleep.wait(key);
        }
    }

    void close() override {
        m_closed.store(true, std::memory_order_seq_cst);
        m_asleep.notify(static_cast<int>(m_deques.size()));
    }

    std::int64_t size() const override {
        std::int64_t total = 0;
        for (const StealingDeque& deque : m_deques) total += deque.size();
        return total;
    }

  private:
    bool stealAnywhere(int thief, std::uint32_t& item) {
        const std::size_t count = m_deques.size();
        for (std::size_t i = 1; i < count; ++i) {
            StealingDeque& victim = m_deques[(static_cast<std::size_t>(thief) + i) % count];
            if (victim.size() > 0 && victim.steal(item)) return true;
        }
        return false;
    }

    std::vector<StealingDeque> m_deques;
    const int m_rounds;
    EventCount m_asleep;
    alignas(64) std::atomic<bool> m_closed{false};
};

}  // namespace

std::unique_ptr<ReadyQueue> makeStealingQueues(int workers, bool crowded) {
    return std::make_unique<StealingQueues>(workers, crowded);
}

}  // namespace corelane
