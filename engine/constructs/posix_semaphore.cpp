#include "engine/constructs/construct.h"
#include "engine/constructs/semaphore_object.h"
#include "engine/constructs/semaphore_units.h"

namespace corelane {
namespace construct {
extern const Construct posix_semaphore;
constinit const Construct posix_semaphore = {
    .name = "posix_semaphore",
    .title = "POSIX sem_t",
    .summary = "the C library's semaphore, sem_wait and sem_post, as it would also serve processes",
    .family = "threads",
    .kind = ObjectKind::Semaphore,
    .make = makeSemaphore<SemaphoreUnits<false>>};
}  // namespace construct

}  // namespace corelane
