#include "engine/record/recording.h"
#include "engine/record/switches.h"

#include <fmt/format.h>

#include <fstream>
#include <sys/rseq.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace corelane {

namespace {

std::string howToRaise(const Error& error) {
    int paranoid = -1;
    std::ifstream("/proc/sys/kernel/perf_event_paranoid") >> paranoid;
    if (error.message.find("mapped") != error.message.npos)
        return "`ulimit -l unlimited` or `sudo sysctl kernel.perf_event_mlock_kb=4096` raises it";
    if (paranoid > 2) return fmt::format("`sudo sysctl kernel.perf_event_paranoid=2` raises it (it is {})", paranoid);
    if (error.kind == Error::Kind::Missing || paranoid < 0)
        return "this kernel has no perf events, or the container hides them: outside of it, or with "
               "`--security-opt seccomp=unconfined`, a higher level may work";
    return "a container's seccomp profile refuses it: `docker run --security-opt seccomp=unconfined` (or `--cap-add "
           "PERFMON`) raises it";
}

std::string whatIsNoted() {
    if (__rseq_size == 0)
        return "The core is noted at each span's begin and end; preemptions are not noticed, as restartable "
               "sequences are "
               "switched off (unset glibc.pthread.rseq in GLIBC_TUNABLES)";
    return "Cores and preemptions are noted at each span's begin and end by restartable sequences";
}

// Does the kernel, which may accept what it does not know, really deliver switches in the clock we asked for?
bool delivers(SwitchRings& rings) {
    const auto self = static_cast<std::int32_t>(syscall(SYS_gettid));
    const Time before = boottimeNow();
    const timespec moment{0, 1};
    nanosleep(&moment, nullptr);
    const Time after = boottimeNow();
    KernelRecords records;
    rings.drain(records);
    int in = 0, out = 0;
    for (const auto& core : records.cores)
        for (const CoreEvent& e : core.events) {
            if (e.tid != self || e.time < before || e.time > after) continue;
            ++(e.kind == CoreEvent::Kind::In ? in : out);
        }
    return in > 0 && out > 0;
}

}  // namespace

LevelFacts recordingLevel() {
    auto rings = SwitchRings::open({});
    const std::string noted = whatIsNoted();
    if (!rings)
        return {
            0, fmt::format(
                   "{}; what threads do between spans and exact switches are not seen ({}): {}.", noted,
                   rings.error().message, howToRaise(rings.error()))};
    if (!delivers(*rings))
        return {
            0, fmt::format(
                   "{}; exact switches are not seen: this kernel accepts perf_event_open but delivers no switch "
                   "records, and no command changes that.",
                   noted)};
    return {
        1,
        "The kernel's switch records of this program's own threads and processes: who ran on each core, and when a "
        "worker was preempted, is exact; other programs' threads and wake-ups are not seen, and no command raises "
        "this."};
}

}  // namespace corelane
