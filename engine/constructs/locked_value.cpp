#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/robust_lock.h"

#include <atomic>

namespace corelane {
namespace {

class LockedValue final : public InSharedRegion<LockObject<RobustLock<PTHREAD_MUTEX_DEFAULT>>> {
  public:
    void add(Actor& actor, std::uint64_t times) override {
        addTimes(actor, *this, times, [&] {
            if (!lock(actor)) return false;
            m_value.store(m_value.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            return unlock(actor);
        });
    }
    std::uint64_t value() const override { return m_value.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> m_value{0};  // written under the lock, and read by who waits for it without
};

}  // namespace

namespace construct {
extern const Construct locked_value;
constinit const Construct locked_value = {
    .name = "locked_value",
    .title = "Value with a lock, in shared memory",
    .summary = "a number and a robust mutex, locked for every addition: multiprocessing's Value",
    .family = "processes",
    .kind = ObjectKind::Counter,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<LockedValue>();
    }};
}  // namespace construct

}  // namespace corelane
