#include "engine/constructs/awaitable_opening.h"
#include "engine/constructs/construct.h"

namespace corelane {

namespace construct {
extern const Construct awaitable_event;
constinit const Construct awaitable_event = {
    .name = "awaitable_event",
    .title = "awaitable event",
    .summary = "setting it makes all ready that are suspended there, in the order in which they came",
    .family = "coroutines",
    .kind = ObjectKind::Event,
    .makeSuspending = [](const ScriptObject&, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableOpening>(1);
    }};
}  // namespace construct

}  // namespace corelane
