#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"

#include <atomic>

namespace corelane {
namespace {

// A critical section is of the whole program, by its name: all such counters share it.
class CriticalNumber {
  public:
    void add(std::uint32_t) {
#pragma omp critical(corelane_counter)
        m_value.store(m_value.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    std::uint64_t value() const {
        return m_value.load(std::memory_order_relaxed);
    }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};  // not for adding: the watchdog may read it meanwhile
};

}  // namespace

namespace construct {
extern const Construct omp_critical_counter;
constinit const Construct omp_critical_counter = {
    .name = "omp_critical_counter",
    .title = "omp critical",
    .summary = "a number, added to in a #pragma omp critical section: libgomp's own mutex, one for all such counters",
    .family = "openmp",
    .kind = ObjectKind::Counter,
    .make = makeCounter<CriticalNumber>};
}  // namespace construct

}  // namespace corelane
