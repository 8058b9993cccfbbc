// Looks after a script's run until it is destroyed: ends one that is deadlocked, or in which no actor ended a step
// within the script's patience, with a sentence as a fault.
#pragma once

#include "engine/scripts/script_execution.h"
#include "engine/scripts/wait_board.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace corelane {

class Watchdog {
  public:
    // `release`: called by the watchdog's thread, again and again, while the run is to stop or only background actors
    // are left: lets go those whose wait cannot see that by itself.
    Watchdog(ScriptExecution&, const WaitBoard&, std::function<void()> release);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    void watch();
    void end(const std::string& sentence);

    Recorder& m_recorder;
    const std::chrono::milliseconds m_patience;
    const WaitBoard& m_board;
    const std::function<void()> m_release;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    std::thread m_thread;
};

}  // namespace corelane
