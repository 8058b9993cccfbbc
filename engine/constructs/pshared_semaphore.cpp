#include "engine/constructs/construct.h"
#include "engine/constructs/semaphore_object.h"
#include "engine/constructs/semaphore_units.h"
#include "engine/scripts/shared_region.h"

namespace corelane {
namespace construct {
extern const Construct pshared_semaphore;
constinit const Construct pshared_semaphore = {
    .name = "pshared_semaphore",
    .title = "Process-shared sem_t",
    .summary = "the C library's semaphore in shared memory; who dies gives nothing back",
    .family = "processes",
    .kind = ObjectKind::Semaphore,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<InSharedRegion<SemaphoreObject<SemaphoreUnits<true>>>>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
