// The commands of one run, as the process sees them that started them: watched while they run, and ended with all
// they started when the time limit is over, a stop is asked for, or the engine has gone. One thread, which must be
// the only one of its process.
#pragma once

#include "engine/models/command_lane.h"
#include "engine/models/command_order.h"
#include "engine/models/command_process.h"

#include <chrono>
#include <csignal>
#include <memory>
#include <poll.h>
#include <span>
#include <vector>

namespace corelane {

class CommandGroup {
  public:
    CommandGroup(const CommandOrder&, Recorder&);
    ~CommandGroup();  // nobody is left
    CommandGroup(const CommandGroup&) = delete;
    CommandGroup& operator=(const CommandGroup&) = delete;

    // Makes the process; executing() says whether its program runs, and opens its lane. Each command once, in order.
    Result<> start(int input, int output);
    Result<> executing();  // of all that were started since

    // Waits until one of `more` has something, a command has ended, or for a while. Error: the time limit is over, a
    // command has put out too much, a stop was asked for, or the engine has gone.
    Result<> wait(std::span<pollfd> more);
    Result<> untilAllEnded();
    bool ended(std::size_t command) const { return m_stages[command].ended; }
    // After they have ended: whether all did what they should. One whose reader left before it did, too.
    Result<> judge() const;

  private:
    struct Stage {
        CommandProcess process;
        std::unique_ptr<CommandLane> lane;
        WorkerLane::Mark called;
        bool ended = false;
    };
    void lookAtAll();
    void noteEnded(std::size_t stage);
    Result<> checkLimits() const;
    std::string stillThere() const;
    void killAll();

    const CommandOrder& m_order;
    Recorder& m_recorder;
    sigset_t m_signals;  // as they were before SIGTERM was blocked: what commands get
    Descriptor m_terminated;
    std::vector<Stage> m_stages;
    std::vector<pollfd> m_polled;
    std::chrono::steady_clock::time_point m_begun, m_looked;
};

}  // namespace corelane
