#include "engine/constructs/construct.h"
#include "engine/constructs/semaphore_object.h"
#include "engine/constructs/slices.h"
#include "engine/scripts/shared_region.h"

#include <semaphore.h>

namespace corelane {
namespace {

class SharedUnits {
  public:
    explicit SharedUnits(std::uint32_t units) { CORELANE_ASSERT(sem_init(&m_units, 1, units) == 0); }
    SharedUnits(const SharedUnits&) = delete;
    SharedUnits& operator=(const SharedUnits&) = delete;
    bool try_acquire() { return sem_trywait(&m_units) == 0; }
    bool acquireForSlice() { return acquireUntil(&m_units, endOfSlice()) == 0; }
    void release() { sem_post(&m_units); }

  private:
    sem_t m_units;
};

}  // namespace

namespace construct {
extern const Construct pshared_semaphore;
constinit const Construct pshared_semaphore = {
    .name = "pshared_semaphore",
    .title = "Process-shared sem_t",
    .summary = "the C library's semaphore in shared memory; who dies gives nothing back",
    .family = "processes",
    .kind = ObjectKind::Semaphore,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<InSharedRegion<SemaphoreObject<SharedUnits>>>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
