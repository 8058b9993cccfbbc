// Where a Redis server is that the run does not start itself.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <string>
#include <string_view>

namespace corelane {

struct RedisAddress {
    std::string socket;      // path of a unix socket; "": TCP
    std::string host, port;  // of TCP
    int database = 0;
};

// unix:/PATH, unix:///PATH, redis://HOST[:PORT][/DATABASE], tcp://HOST[:PORT]. A password has no place in it, since a
// recording keeps its options: it comes from $REDISCLI_AUTH, as redis-cli takes it. Invalid: a sentence.
Result<RedisAddress> parseRedisUrl(std::string_view url);

// Blocks, for a TCP host that does not answer, up to some seconds. Close-on-exec. Missing: nobody listens there, and
// errno says why.
Result<Descriptor> connectTo(const RedisAddress&, std::string_view url);

}  // namespace corelane
