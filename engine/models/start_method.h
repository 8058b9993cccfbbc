// How worker processes come to be. One more start method is one file that defines a StartMethod, and its name in
// start_methods.cpp. Whatever the method, no worker outlives the engine, every exit status is reaped, and nothing
// ever forks a threaded process.
#pragma once

#include "engine/record/recorder.h"
#include "engine/trace/result.h"

#include <memory>
#include <poll.h>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace corelane {

struct WorkerStart {
    int worker = 0;
    WorkerLane::Mark called{};         // when it was asked for: its start-up is counted from here
    std::span<const int> descriptors;  // the recorder's, then the transport's
};

struct WorkerExit {
    int worker = 0;
    pid_t pid = 0;
    int status = 0;  // as from waitpid()
};

// The worker processes of one run. Owned and used by one thread, which outlives them: workers are killed by the
// kernel when it ends.
class WorkerProcesses {
  public:
    virtual ~WorkerProcesses() = default;  // kills and reaps what is left
    virtual Result<> start(const WorkerStart&) = 0;
    virtual void watch(std::vector<pollfd>& into) const = 0;  // readable when a worker has ended
    // Workers that ended since the last call; never blocks. An error means that their fate cannot be known any more.
    virtual Result<std::vector<WorkerExit>> exits() = 0;
    virtual int alive() const = 0;
    // One is known to have ended, and how not yet: exits() says it later.
    virtual bool lossSeen() const { return false; }
    virtual void killAll() = 0;  // SIGKILL; exits() still reports them
    // One that is stopped goes on; nothing where it cannot be reached.
    virtual void wake(int /*worker*/) {}
};

struct StartMethod {
    std::string_view name;
    // `program` is the engine, `order` the descriptor of the WorkerOrder.
    Result<std::unique_ptr<WorkerProcesses>> (*open)(const std::string& program, int order);
};

std::span<const std::string_view> startMethodNames();
const StartMethod* findStartMethod(std::string_view name);

// Reaps the child if it has ended; `status` as from waitpid(), 0 when the system was told to keep none (SIGCHLD
// ignored).
bool hasEnded(pid_t child, int& status);
// "was killed by signal 9", "ended with status 1"
std::string describeExit(int status);

}  // namespace corelane
