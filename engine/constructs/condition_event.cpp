#include "engine/constructs/construct.h"
#include "engine/constructs/opening.h"

namespace corelane::construct {

extern const Construct condition_event;
constinit const Construct condition_event = {
    .name = "condition_event",
    .title = "Event of a condition variable",
    .summary = "a flag, a mutex and notify_all: whoever has not left when it is cleared waits on",
    .family = "threads",
    .kind = ObjectKind::Event,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<Opening>(1);
    }};

}  // namespace corelane::construct
