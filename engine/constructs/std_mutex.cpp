#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/standard_lock.h"

#include <mutex>

namespace corelane::construct {

extern const Construct std_mutex;
constinit const Construct std_mutex = {
    .name = "std_mutex",
    .title = "std::mutex",
    .summary = "the operating system's lock: who waits is parked, and any thread may take it when it is free",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<StandardLock<std::mutex>>};

}  // namespace corelane::construct
