#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"

#include <oneapi/tbb/queuing_mutex.h>

#include <atomic>
#include <memory>
#include <utility>

namespace corelane {
namespace {

// Waiters stand in a line of scoped locks, each spinning on its own. acquire() cannot be left, so a run that stops
// gives the lock back in its holder's place; whoever takes `m_held` away is the one to give it back.
class TbbQueuingLock {
  public:
    static constexpr Way way = Way::Spin;
    TbbQueuingLock() = default;
    ~TbbQueuingLock() {
        unlock();
        delete m_spare.load();
    }
    TbbQueuingLock(const TbbQueuingLock&) = delete;
    TbbQueuingLock& operator=(const TbbQueuingLock&) = delete;

    bool try_lock() {
        auto scoped = place();
        if (!scoped->try_acquire(m_mutex)) {
            keep(std::move(scoped));
            return false;
        }
        m_held.store(scoped.release());
        return true;
    }
    void unlock() {
        std::unique_ptr<Scoped> scoped{m_held.exchange(nullptr)};
        if (!scoped) return;
        scoped->release();
        keep(std::move(scoped));
    }
    void abandon() { unlock(); }

    class Turn {
      public:
        explicit Turn(TbbQueuingLock& lock) : m_lock(lock) {}
        bool forSlice() {
            auto scoped = m_lock.place();
            scoped->acquire(m_lock.m_mutex);
            m_lock.m_held.store(scoped.release());
            return true;
        }

      private:
        TbbQueuingLock& m_lock;
    };

  private:
    using Scoped = tbb::queuing_mutex::scoped_lock;

    // A place in the line, most often the one that was given back last.
    std::unique_ptr<Scoped> place() {
        std::unique_ptr<Scoped> spare{m_spare.exchange(nullptr)};
        return spare ? std::move(spare) : std::make_unique<Scoped>();
    }
    void keep(std::unique_ptr<Scoped> scoped) {
        const std::unique_ptr<Scoped> other{m_spare.exchange(scoped.release())};
    }

    tbb::queuing_mutex m_mutex;
    std::atomic<Scoped*> m_held{nullptr}, m_spare{nullptr};
};

}  // namespace

namespace construct {
extern const Construct tbb_queuing_mutex;
constinit const Construct tbb_queuing_mutex = {
    .name = "tbb_queuing_mutex",
    .title = "tbb::queuing_mutex",
    .summary = "first come, first served: waiters stand in a line and each spins on a cache line of its own",
    .family = "tbb",
    .kind = ObjectKind::Mutex,
    .make = makeLock<TbbQueuingLock>};
}  // namespace construct

}  // namespace corelane
