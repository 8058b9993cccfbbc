#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/sharded_number.h"

namespace corelane::construct {

extern const Construct unpadded_counter;
constinit const Construct unpadded_counter = {
    .name = "unpadded_counter",
    .title = "Counter of parts side by side",
    .summary = "a part for each actor, eight on a cache line: nobody shares a number, and all share the line (false "
               "sharing)",
    .family = "threads",
    .kind = ObjectKind::Counter,
    .make = makeCounter<ShardedNumber<alignof(std::uint64_t)>>};

}  // namespace corelane::construct
