#include "engine/constructs/construct.h"
#include "engine/constructs/shared_signal.h"

namespace corelane::construct {

extern const Construct pshared_event;
constinit const Construct pshared_event = {
    .name = "pshared_event",
    .title = "Event in shared memory",
    .summary = "a flag, a robust mutex and a condition variable in shared memory: whoever has not left when it is "
               "cleared waits on",
    .family = "processes",
    .kind = ObjectKind::Event,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<SharedOpening>(1);
    }};

}  // namespace corelane::construct
