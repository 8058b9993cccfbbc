// What another process did since it was last looked at, as the kernel tells: how long it ran and how long it was
// ready without a core (sums of its scheduler: exact once it has left the core, a timer tick late while it runs),
// and, where it sleeps now, in which call. For processes that know nothing of us. One look is a few system calls; one
// thread.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <optional>
#include <sys/types.h>
#include <time.h>

namespace corelane {

class ProcessWatch {
  public:
    // A child of ours that executes its program already and is not reaped yet.
    explicit ProcessWatch(pid_t);

    // The call in which its first thread sleeps.
    struct Call {
        long number = -1;
        int descriptor = -1;  // its first argument, where that is a descriptor
    };
    struct Look {
        Duration ran = 0;          // of all its threads, since the last look
        Duration ready = 0;        // of its first thread
        bool asleep = false;       // now
        bool sameTurn = false;     // its first thread was not taken from the core, nor left it, since the last look
        std::optional<Call> call;  // nothing: it runs, or the kernel does not tell
    };
    Look look();

    // Bytes that wait in the pipe which is its descriptor 0, and how many it holds. Nothing: no pipe, or not told.
    struct Fill {
        int bytes = 0, capacity = 0;
        bool full() const { return bytes > capacity - 4096; }
    };
    std::optional<Fill> inputPipe() const;

  private:
    struct Sums {
        Duration ran = 0, ready = 0;
        std::int64_t turns = 0;  // how often its first thread was given a core
    };
    Sums sums() const;  // what cannot be read is as it was

    pid_t m_pid;
    std::optional<clockid_t> m_clock;
    Descriptor m_schedstat, m_syscall;
    Sums m_sums;
};

// Where one that sleeps is held up.
enum class HeldUp {
    Empty,      // it reads from a pipe in which nothing is
    Full,       // it writes into a pipe that has no room
    Elsewhere,  // a file, a timer, a child of its own
};
// `input` and `output`: its pipes, where it has some.
HeldUp whatHolds(
    const ProcessWatch::Look&, const std::optional<ProcessWatch::Fill>& input,
    const std::optional<ProcessWatch::Fill>& output);

}  // namespace corelane
