#include "engine/constructs/construct.h"
#include "engine/constructs/opening.h"

namespace corelane::construct {

extern const Construct condition_latch;
constinit const Construct condition_latch = {
    .name = "condition_latch",
    .title = "Latch of a condition variable",
    .summary = "a number, a mutex and notify_all: every set takes the mutex",
    .family = "threads",
    .kind = ObjectKind::Latch,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<Opening>(object.capacity);
    }};

}  // namespace corelane::construct
