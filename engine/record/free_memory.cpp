#include "engine/record/free_memory.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace corelane {

namespace {

std::optional<std::uint64_t> numberIn(const char* path) {
    std::ifstream file(path);
    std::uint64_t number = 0;
    if (file >> number) return number;
    return std::nullopt;  // not there, or "max"
}

// What is left to this process's control group, where it is the root of what the process sees.
std::optional<std::uint64_t> leftInControlGroup() {
    const auto limit = numberIn("/sys/fs/cgroup/memory.max"), used = numberIn("/sys/fs/cgroup/memory.current");
    if (!limit || !used) return std::nullopt;
    return *limit > *used ? *limit - *used : 0;
}

}  // namespace

std::optional<std::uint64_t> freeMemory() {
    std::ifstream file("/proc/meminfo");
    std::string key, unit;
    std::uint64_t kibibytes = 0;
    while (file >> key >> kibibytes) {
        if (key == "MemAvailable:") {
            const std::uint64_t bytes = kibibytes * 1024;
            return std::min(bytes, leftInControlGroup().value_or(bytes));
        }
        std::getline(file, unit);
    }
    return std::nullopt;
}

}  // namespace corelane
