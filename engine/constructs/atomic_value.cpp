#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/scripts/shared_region.h"

#include <atomic>

namespace corelane {
namespace {

class SharedNumber {
  public:
    void add(std::uint32_t) { m_value.fetch_add(1, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);  // else it would not serve processes
};

}  // namespace

namespace construct {
extern const Construct atomic_value;
constinit const Construct atomic_value = {
    .name = "atomic_value",
    .title = "Atomic value in shared memory",
    .summary = "one std::atomic in memory that all processes share: no lock, and nothing that could be left locked",
    .family = "processes",
    .kind = ObjectKind::Counter,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<InSharedRegion<CounterObject<SharedNumber>>>();
    }};
}  // namespace construct

}  // namespace corelane
