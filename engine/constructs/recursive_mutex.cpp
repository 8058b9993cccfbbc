#include "engine/constructs/construct.h"
#include "engine/constructs/lock_object.h"
#include "engine/constructs/standard_lock.h"

#include <mutex>

namespace corelane::construct {

extern const Construct recursive_mutex;
constinit const Construct recursive_mutex = {
    .name = "recursive_mutex",
    .title = "std::recursive_mutex",
    .summary = "a std::mutex that its holder may lock again: it counts how often",
    .family = "threads",
    .kind = ObjectKind::Mutex,
    .make = makeLock<StandardLock<std::recursive_mutex>, true>,
    .recursive = true};

}  // namespace corelane::construct
