#include "engine/constructs/awaitable_opening.h"
#include "engine/constructs/construct.h"

namespace corelane {

namespace construct {
extern const Construct awaitable_latch;
constinit const Construct awaitable_latch = {
    .name = "awaitable_latch",
    .title = "awaitable latch",
    .summary = "every set takes a lock and counts; the last makes all ready that are suspended there",
    .family = "coroutines",
    .kind = ObjectKind::Latch,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers&) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<AwaitableOpening>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
