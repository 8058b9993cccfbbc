#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"

#include <atomic>

namespace corelane {
namespace {

class AtomicNumber {
  public:
    void add(std::uint32_t) { m_value.fetch_add(1, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};
};

}  // namespace

namespace construct {
extern const Construct atomic_counter;
constinit const Construct atomic_counter = {
    .name = "atomic_counter",
    .title = "Atomic counter",
    .summary = "one std::atomic that all add to: its cache line travels from core to core",
    .family = "threads",
    .kind = ObjectKind::Counter,
    .make = makeCounter<AtomicNumber>};
}  // namespace construct

}  // namespace corelane
