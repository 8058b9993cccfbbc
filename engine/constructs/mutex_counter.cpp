#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/standard_lock.h"

#include <atomic>
#include <mutex>

namespace corelane {
namespace {

class MutexCounter final : public LockObject<StandardLock<std::mutex>> {
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
extern const Construct mutex_counter;
constinit const Construct mutex_counter = {
    .name = "mutex_counter",
    .title = "Counter behind a mutex",
    .summary = "a number and a std::mutex, locked for every addition",
    .family = "threads",
    .kind = ObjectKind::Counter,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<MutexCounter>();
    }};
}  // namespace construct

}  // namespace corelane
