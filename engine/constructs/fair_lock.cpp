#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/scripts/step_work.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

// Whoever gives it back hands it to the one that has waited longest: it is never free while somebody waits, so nobody
// overtakes. Where nobody waits it is one atomic word.
class FairLock {
  public:
    static constexpr Way way = Way::Park;
    bool try_lock() {
        Word free = Word::Free;
        return m_state.compare_exchange_strong(
            free, Word::Held, std::memory_order_acquire, std::memory_order_relaxed);
    }
    void unlock() {
        Word held = Word::Held;
        if (m_state.compare_exchange_strong(held, Word::Free, std::memory_order_release, std::memory_order_relaxed))
            return;
        const std::lock_guard guard(m_guard);
        passOn();
    }

    class Turn {
      public:
        explicit Turn(FairLock& lock) : m_lock(lock) {
            const std::lock_guard guard(m_lock.m_guard);
            if (m_lock.m_state.exchange(Word::Queued, std::memory_order_acq_rel) == Word::Free)
                m_served = true;
            else
                m_lock.m_line.push_back(this);
        }
        ~Turn() {
            const std::lock_guard guard(m_lock.m_guard);
            if (!m_served)
                std::erase(m_lock.m_line, this);
            else if (!m_taken)
                m_lock.passOn();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        bool forSlice() {
            std::unique_lock guard(m_lock.m_guard);
            return m_taken = m_changed.wait_for(guard, longestUnheard, [this] { return m_served; });
        }
        void served() {
            m_served = true;
            m_changed.notify_one();
        }

      private:
        FairLock& m_lock;
        std::condition_variable m_changed;
        bool m_served = false, m_taken = false;
    };

  private:
    enum class Word : std::uint8_t { Free, Held, Queued };  // Queued: held, and somebody may wait
    void passOn() {
        if (m_line.empty()) {
            m_state.store(Word::Free, std::memory_order_release);
        } else {
            m_line.front()->served();
            m_line.pop_front();
        }
    }

    alignas(64) std::atomic<Word> m_state{Word::Free};
    std::mutex m_guard;  // of what follows and of each Turn's own
    std::deque<Turn*> m_line;
};

}  // namespace

namespace construct {
extern const Construct fair_lock;
constinit const Construct fair_lock = {
    .name = "fair_lock",
    .title = "Fair lock",
    .summary = "hands itself to the thread that has waited longest, which is parked: nobody overtakes, and every "
               "hand-over is a wake-up",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<FairLock>};
}  // namespace construct

}  // namespace corelane
