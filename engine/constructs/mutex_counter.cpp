#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/standard_lock.h"

#include <mutex>

namespace corelane {
namespace construct {
extern const Construct mutex_counter;
constinit const Construct mutex_counter = {
    .name = "mutex_counter",
    .title = "Counter behind a mutex",
    .summary = "a number and a std::mutex, locked for every addition",
    .family = "threads",
    .kind = ObjectKind::Counter,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<LockedCounter<LockObject<StandardLock<std::mutex>>>>();
    }};
}  // namespace construct

}  // namespace corelane
