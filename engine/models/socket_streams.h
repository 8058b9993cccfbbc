// A pair of connected unix sockets a worker, of either type, as the streams of a transport.
#pragma once

#include "engine/models/stream_transport.h"

namespace corelane {

// `type`: SOCK_STREAM or SOCK_SEQPACKET.
Result<std::vector<StreamPair>> openSocketStreams(int workers, int type);

}  // namespace corelane
