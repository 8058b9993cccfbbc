// One comparison on another host: ssh runs the engine there, its trace comes back here as it is recorded. Nothing
// listens there but sshd, and nothing is left there: the engine ends with the connection. See attendance.h for what
// is said on it.
#pragma once

#include "engine/remote/clock_reading.h"
#include "engine/run/stop.h"
#include "engine/trace/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace corelane {

struct RemoteRun {
    std::string host;
    std::string engine = "corelane-engine";  // its name or path there
    std::string version;                     // ours, which it must have too
    std::string presetJson, presetName, earlierJson;
    bool live = false, mayStartCommands = false;
    const StopRequest* stop = nullptr;                       // may be null
    std::function<Result<>(std::string_view packets)> sink;  // takes whole packets; its error ends the run
};

struct RemoteOutcome {
    int status = 0;  // as of the engine there: 0, 1 when a result was wrong, 130 when it was stopped
    ClockLine clock;
    std::string lost;  // a sentence, when the connection was: what had come is with the sink, and marked interrupted
};

// Returns when ssh has ended. Errors, each a sentence with the host and what to do: Missing (no ssh, no way there, no
// engine there, another version), Invalid and others as the engine there says, or as the sink does.
Result<RemoteOutcome> runRemote(const RemoteRun&);

}  // namespace corelane
