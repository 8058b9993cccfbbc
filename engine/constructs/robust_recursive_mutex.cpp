#include "engine/constructs/construct.h"
#include "engine/constructs/robust_lock.h"

namespace corelane::construct {

extern const Construct robust_recursive_mutex;
constinit const Construct robust_recursive_mutex = {
    .name = "robust_recursive_mutex",
    .title = "Robust recursive mutex",
    .summary = "a robust mutex in shared memory that its holder may lock again: it counts how often",
    .family = "processes",
    .kind = ObjectKind::Mutex,
    .make = makeRobustLock<PTHREAD_MUTEX_RECURSIVE, true>,
    .recursive = true};

}  // namespace corelane::construct
