#include "engine/constructs/construct.h"
#include "engine/constructs/semaphore_object.h"
#include "engine/scripts/step_work.h"

#include <semaphore>

namespace corelane {
namespace {

class StandardUnits {
  public:
    explicit StandardUnits(std::uint32_t units) : m_units(units) {}
    bool try_acquire() { return m_units.try_acquire(); }
    bool acquireForSlice() { return m_units.try_acquire_for(longestUnheard); }
    void release() { m_units.release(); }

  private:
    std::counting_semaphore<> m_units;
};

}  // namespace

namespace construct {
extern const Construct counting_semaphore;
constinit const Construct counting_semaphore = {
    .name = "counting_semaphore",
    .title = "std::counting_semaphore",
    .summary = "C++20's semaphore: an atomic number, and a futex for those who wait",
    .family = "threads",
    .kind = ObjectKind::Semaphore,
    .make = makeSemaphore<StandardUnits>};
}  // namespace construct

}  // namespace corelane
