#include "engine/record/own_thread.h"

#include "engine/record/recorder_memory.h"

#include <fmt/format.h>

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace corelane {

WorkerLane::Mark markBefore(const Recorder& recorder) {
    return {Clock(recorder.shared()->clock).ticks(), noCore};
}

std::uint64_t roughTicks(const Recorder& recorder, std::uint64_t nanoseconds) {
    return recorder.shared()->clock == Clock::Kind::Tsc ? nanoseconds * 5 / 2 : nanoseconds;
}

void pinThread(std::span<const int> cores, bool pin, int number) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (pin) {
        CPU_SET(static_cast<std::size_t>(cores[static_cast<std::size_t>(number) % cores.size()]), &set);
    } else {
        for (const int core : cores) CPU_SET(static_cast<std::size_t>(core), &set);
    }
    // A core may have gone since it was listed; the worker then runs where the system puts it, and its lane tells.
    static_cast<void>(::sched_setaffinity(0, sizeof set, &set));
}

bool setOwnPriority(int nice) {
    // For Linux the calling thread alone, though POSIX says the process.
    return ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), nice) == 0;
}

bool priorityAllowed(int nice) {
    bool allowed = false;
    const auto ran = runOnFreshThread([&] { allowed = setOwnPriority(nice); });
    return ran && allowed;
}

Error threadRefused(const std::system_error& error, int thread, int threads) {
    return {
        Error::Kind::Failed, fmt::format(
                                 "the system refused thread {} of {} ({}): use fewer workers, or raise the limit on "
                                 "processes or memory",
                                 thread + 1, threads, error.code().message())};
}

Result<> runOnFreshThread(const std::function<void()>& work) {
    try {
        std::thread(work).join();
    } catch (const std::system_error& error) {
        return tl::unexpected(threadRefused(error, 0, 1));
    }
    return {};
}

}  // namespace corelane
