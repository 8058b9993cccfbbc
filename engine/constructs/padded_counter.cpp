#include "engine/constructs/construct.h"
#include "engine/constructs/counter_object.h"
#include "engine/constructs/sharded_number.h"

namespace corelane::construct {

// 128 bytes: cores also fetch the neighbour of a cache line.
extern const Construct padded_counter;
constinit const Construct padded_counter = {
    .name = "padded_counter",
    .title = "Counter of padded parts",
    .summary = "a part for each actor, each on cache lines of its own: nobody disturbs another",
    .family = "threads",
    .kind = ObjectKind::Counter,
    .make = makeCounter<ShardedNumber<128>>};

}  // namespace corelane::construct
