#include "engine/constructs/construct.h"
#include "engine/constructs/robust_lock.h"

namespace corelane::construct {

extern const Construct robust_mutex;
constinit const Construct robust_mutex = {
    .name = "robust_mutex",
    .title = "Robust process-shared mutex",
    .summary =
        "a pthread mutex in shared memory: when a process dies that holds it, the next one gets it (EOWNERDEAD)",
    .family = "processes",
    .kind = ObjectKind::Mutex,
    .make = makeRobustLock<PTHREAD_MUTEX_DEFAULT, false>};

}  // namespace corelane::construct
