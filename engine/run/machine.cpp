#include "engine/run/machine.h"

#include "engine/record/clock.h"
#include "engine/record/free_memory.h"
#include "engine/record/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <random>
#include <sched.h>
#include <string>
#include <string_view>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>

namespace corelane {

namespace {

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\"");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\"\r\n") - first + 1));
}

// The value of the first line "key<separator>value" of a file of such lines, "" when there is none.
std::string valueIn(const char* file, std::string_view key, char separator) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto at = line.find(separator);
        if (at != std::string::npos && trimmed(std::string_view(line).substr(0, at)) == key)
            return trimmed(std::string_view(line).substr(at + 1));
    }
    return {};
}

std::string cpuName() {
    for (const std::string_view key : {"model name", "Processor", "cpu model", "Hardware"})
        if (std::string name = valueIn("/proc/cpuinfo", key, ':'); !name.empty()) return name;
    utsname names{};
    return uname(&names) == 0 ? std::string(names.machine) : "unknown";
}

struct CoreTime {
    std::uint64_t taken = 0, all = 0;
};

// The first line of /proc/stat (proc(5)): user nice system idle iowait irq softirq steal …
std::optional<CoreTime> coreTime() {
    std::ifstream in("/proc/stat");
    std::string name;
    if (!(in >> name) || name != "cpu") return std::nullopt;
    CoreTime time;
    constexpr int idle = 3, waiting = 4, fields = 8;
    for (int i = 0; i < fields; ++i) {
        std::uint64_t value = 0;
        if (!(in >> value)) return std::nullopt;
        time.all += value;
        if (i != idle && i != waiting) time.taken += value;
    }
    return time;
}

}  // namespace

Machine inspectMachine() {
    Machine machine;
    if (utsname names{}; uname(&names) == 0) {
        machine.host = names.nodename;
        machine.kernel = names.release;
    }
    machine.cpu = cpuName();
    machine.system = valueIn("/etc/os-release", "PRETTY_NAME", '=');
    if (machine.system.empty()) machine.system = "Linux";
    machine.cores = static_cast<int>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
    const ClockFacts clock = measureClock();
    machine.clock = clock.best == Clock::Kind::Tsc ? "tsc" : "boottime";
    machine.clockStepNs = clock.stepNs;
    machine.clockReadNs = clock.readNs;
    const LevelFacts level = recordingLevel();
    machine.recordingLevel = level.level;
    machine.recordingDetail = level.detail;
    return machine;
}

std::vector<int> allowedCores() {
    std::vector<int> cores;
    for (int room = CPU_SETSIZE; room <= (1 << 18) && cores.empty(); room *= 2) {  // the kernel's mask may be wider
        cpu_set_t* set = CPU_ALLOC(static_cast<std::size_t>(room));
        const std::size_t bytes = CPU_ALLOC_SIZE(static_cast<std::size_t>(room));
        CPU_ZERO_S(bytes, set);
        if (sched_getaffinity(0, bytes, set) == 0)
            for (int core = 0; core < room; ++core)
                if (CPU_ISSET_S(static_cast<std::size_t>(core), bytes, set)) cores.push_back(core);
        CPU_FREE(set);
    }
    if (cores.empty()) cores.push_back(0);
    return cores;
}

std::optional<double> busyShare(std::chrono::milliseconds over) {
    const auto before = coreTime();
    std::this_thread::sleep_for(over);
    const auto after = coreTime();
    if (!before || !after || after->all <= before->all || after->taken < before->taken) return std::nullopt;
    return static_cast<double>(after->taken - before->taken) / static_cast<double>(after->all - before->all);
}

std::uint64_t availableMemory() {
    return freeMemory().value_or(0);
}

std::string freshUuid() {
    std::string uuid;
    std::ifstream("/proc/sys/kernel/random/uuid") >> uuid;
    if (uuid.size() == 36) return uuid;
    std::random_device device;  // a kernel without /proc: version 4 by hand
    const auto word = [&] { return static_cast<std::uint32_t>(device()); };
    const std::uint32_t a = word(), b = word(), c = word(), d = word();
    return fmt::format(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", a, b >> 16, b & 0xfff, 0x8000 | (c >> 18), c & 0xffff, d);
}

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace corelane
