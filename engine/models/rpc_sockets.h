// The connection of one gRPC channel: both ends, of which one goes to the worker.
#pragma once

namespace corelane {

// Close-on-exec, and not blocking. `tcp`: over 127.0.0.1, else a pair of unix sockets. The port is open for the
// moment in which the two ends find each other, and lets in nobody else. False, with errno: the system refused.
bool connectedPair(bool tcp, int (&ends)[2]);

}  // namespace corelane
