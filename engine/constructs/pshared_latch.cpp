#include "engine/constructs/construct.h"
#include "engine/constructs/shared_signal.h"

namespace corelane::construct {

extern const Construct pshared_latch;
constinit const Construct pshared_latch = {
    .name = "pshared_latch",
    .title = "Latch in shared memory",
    .summary = "a number, a robust mutex and a condition variable in shared memory: every set takes the mutex",
    .family = "processes",
    .kind = ObjectKind::Latch,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<SharedOpening>(object.capacity);
    }};

}  // namespace corelane::construct
