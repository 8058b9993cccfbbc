// SIGINT, SIGTERM and SIGHUP as a request to stop; the second SIGINT ends the process at once. SIGUSR1 asks to stop
// when the repetition that is under way is complete.
#pragma once

#include "engine/run/stop.h"

#include <csignal>
#include <thread>

namespace corelane {

// Made before any other thread: they and all child processes inherit the blocked signals, so that Ctrl-C at a
// terminal, which reaches the whole process group, leaves the workers to be stopped in order.
class SignalStop {
  public:
    explicit SignalStop(StopRequest&);
    ~SignalStop();
    SignalStop(const SignalStop&) = delete;
    SignalStop& operator=(const SignalStop&) = delete;

  private:
    sigset_t m_signals{}, m_before{};
    std::atomic<bool> m_done{false};
    std::thread m_thread;
};

}  // namespace corelane
