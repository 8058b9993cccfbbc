#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/robust_lock.h"

namespace corelane {
namespace construct {
extern const Construct locked_value;
constinit const Construct locked_value = {
    .name = "locked_value",
    .title = "Value with a lock, in shared memory",
    .summary = "a number and a robust mutex, locked for every addition: multiprocessing's Value",
    .family = "processes",
    .kind = ObjectKind::Counter,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<LockedCounter<InSharedRegion<LockObject<RobustLock<PTHREAD_MUTEX_DEFAULT>>>>>();
    }};
}  // namespace construct

}  // namespace corelane
