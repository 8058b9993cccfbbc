// The lane of one command of a chain: its time, told by looking at it again and again, as running, ready without a
// core, or held up by a pipe that is empty or full. The sums are the kernel's own and exact; within the time between
// two looks, where exactly something was is not known. One thread.
#pragma once

#include "engine/models/process_watch.h"
#include "engine/record/recorder.h"

#include <optional>
#include <string_view>
#include <sys/types.h>

namespace corelane {

class CommandLane {
  public:
    // It executes its program since now and was asked for at `called`. `pipe`: counts what waits in its input.
    CommandLane(
        Recorder&, int index, std::string_view name, pid_t, WorkerLane::Mark called, std::optional<CounterId> pipe);

    // Notes what it did since the last look. `output`: the pipe it writes into.
    void look(const std::optional<ProcessWatch::Fill>& output);
    const std::optional<ProcessWatch::Fill>& input() const { return m_input; }  // at the last look
    void readInput();
    // It has ended; no look follows.
    void end();

  private:
    enum class Doing { Running, Ready, Empty, Full, Elsewhere };
    void note(Doing, std::uint64_t from, std::uint64_t to);
    void put(std::uint64_t until);

    WorkerLane m_lane;
    ProcessWatch m_watch;
    NameId m_names[5];
    std::optional<CounterId> m_counter;
    std::optional<ProcessWatch::Fill> m_input;
    std::optional<int> m_noted;  // the counter's last value
    WorkerLane::Mark m_last;
    Time m_lastTime = 0;
    Doing m_doing = Doing::Running;    // since m_since
    std::uint64_t m_since = 0;         // ticks
    Doing m_sleep = Doing::Elsewhere;  // what held it up when it was last seen asleep
    bool m_awake = true;               // at the last look
    // What the kernel's sums say beyond what is drawn; of running below 0 while the sum comes late.
    Duration m_ranOwed = 0, m_readyOwed = 0;
};

}  // namespace corelane
