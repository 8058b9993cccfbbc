#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"

namespace corelane {
namespace {

class AtomicNumber {
  public:
    void add(std::uint32_t) {
#pragma omp atomic update
        ++m_value;
    }
    std::uint64_t value() const {
        std::uint64_t now;
#pragma omp atomic read
        now = m_value;
        return now;
    }

  private:
    alignas(64) std::uint64_t m_value = 0;
};

}  // namespace

namespace construct {
extern const Construct omp_atomic_counter;
constinit const Construct omp_atomic_counter = {
    .name = "omp_atomic_counter",
    .title = "omp atomic",
    .summary = "one number that all add to under #pragma omp atomic: an atomic instruction of the processor",
    .family = "openmp",
    .kind = ObjectKind::Counter,
    .make = makeCounter<AtomicNumber>};
}  // namespace construct

}  // namespace corelane
