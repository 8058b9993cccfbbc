#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/standard_lock.h"

#include <mutex>

namespace corelane {
namespace {

class MutexCounter final : public LockObject<StandardLock<std::mutex>> {
  public:
    void add(Actor& actor, std::uint64_t times) override {
        addTimes(actor, *this, times, [&] {
            if (!lock(actor)) return false;
            ++m_value;
            return unlock(actor);
        });
    }

  private:
    std::uint64_t m_value = 0;
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
