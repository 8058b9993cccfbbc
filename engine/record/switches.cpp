#include "engine/record/switches.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <linux/perf_event.h>
#include <set>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <utility>

namespace corelane {

namespace {

// What every record ends with, as asked for by sample_id_all.
struct SampleId {
    std::uint32_t pid, tid;
    std::uint64_t time;
};

perf_event_attr attributes() {
    perf_event_attr a;
    std::memset(&a, 0, sizeof a);
    a.size = sizeof a;
    a.type = PERF_TYPE_SOFTWARE;
    a.config = PERF_COUNT_SW_DUMMY;
    a.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME;
    a.sample_id_all = 1;
    a.context_switch = 1;
    a.task = 1;
    a.comm = 1;
    a.inherit = 1;
    a.exclude_kernel = 1;
    a.use_clockid = 1;
    a.clockid = CLOCK_BOOTTIME;
    return a;
}

int openEvent(pid_t thread, int core) {
    perf_event_attr a = attributes();
    return static_cast<int>(syscall(SYS_perf_event_open, &a, thread, core, -1, PERF_FLAG_FD_CLOEXEC));
}

// "0-3,8" in /sys/devices/system/cpu/online
std::vector<int> onlineCores() {
    std::vector<int> cores;
    std::ifstream file("/sys/devices/system/cpu/online");
    for (std::string range; std::getline(file, range, ',');) {
        int from = 0, to = 0;
        const char* end = range.data() + range.size();
        const auto first = std::from_chars(range.data(), end, from);
        if (first.ec != std::errc()) continue;
        to = from;
        if (first.ptr != end && *first.ptr == '-') std::from_chars(first.ptr + 1, end, to);
        for (int c = from; c <= to; ++c) cores.push_back(c);
    }
    if (cores.empty())
        for (int c = 0; c < sysconf(_SC_NPROCESSORS_ONLN); ++c) cores.push_back(c);
    return cores;
}

std::string firstLine(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

// One descriptor a thread and core: the usual soft limit of 1024 is soon reached.
void allowManyDescriptors(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

Error refused(int error, std::string_view what) {
    return {
        error == ENOSYS ? Error::Kind::Missing : Error::Kind::Denied,
        fmt::format("{}: {}", what, std::strerror(error))};
}

}  // namespace

SwitchRings::Ring::Ring(Ring&& o) noexcept
    : core(o.core), fd(std::exchange(o.fd, -1)), memory(std::exchange(o.memory, nullptr)), bytes(o.bytes) {}

SwitchRings::Ring& SwitchRings::Ring::operator=(Ring&& o) noexcept {
    std::swap(core, o.core);
    std::swap(fd, o.fd);
    std::swap(memory, o.memory);
    std::swap(bytes, o.bytes);
    return *this;
}

SwitchRings::Ring::~Ring() {
    if (memory) munmap(memory, bytes + static_cast<std::size_t>(sysconf(_SC_PAGESIZE)));
    if (fd >= 0) close(fd);
}

SwitchRings::Descriptor::~Descriptor() {
    if (fd >= 0) close(fd);
}

Result<SwitchRings> SwitchRings::open(std::span<const std::int32_t> skip) {
    SwitchRings rings;
    for (const int core : onlineCores()) {
        Ring ring;
        ring.core = core;
        ring.fd = openEvent(0, core);
        if (ring.fd < 0 && errno == ENODEV) continue;  // went offline
        if (ring.fd < 0) return tl::unexpected(refused(errno, "perf_event_open"));
        rings.m_rings.push_back(std::move(ring));
    }
    if (rings.m_rings.empty()) return tl::unexpected(refused(ENODEV, "perf_event_open"));
    if (auto mapped = rings.mapRings(); !mapped) return tl::unexpected(std::move(mapped.error()));
    rings.coverOtherThreads(skip);
    // The calling thread is on a core already, and only a switch tells on which: make one.
    const timespec moment{0, 1};
    nanosleep(&moment, nullptr);
    return rings;
}

// As large as the system lets us: the limit is one sum over all rings of a user.
Result<> SwitchRings::mapRings() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    std::size_t bytes = 4u << 20;
    while (bytes > (256u << 10) && bytes * m_rings.size() > (256u << 20)) bytes /= 2;
    int error = 0;
    for (; bytes >= 8 * page; bytes /= 2) {
        error = 0;
        for (Ring& ring : m_rings) {
            void* memory = mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_SHARED, ring.fd, 0);
            if (memory == MAP_FAILED) {
                error = errno;
                break;
            }
            ring.memory = memory;
            ring.bytes = bytes;
        }
        if (!error) return {};
        for (Ring& ring : m_rings)
            if (ring.memory) munmap(std::exchange(ring.memory, nullptr), bytes + page);
    }
    return tl::unexpected(refused(error, "the rings of perf_event_open could not be mapped"));
}

// Pools of OpenMP and TBB keep threads from one run to the next: these do not inherit what the calling thread opens.
void SwitchRings::coverOtherThreads(std::span<const std::int32_t> skip) {
    const auto self = static_cast<std::int32_t>(syscall(SYS_gettid));
    std::vector<std::int32_t> threads;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
        const std::string name = entry.path().filename();
        std::int32_t tid = 0;
        std::from_chars(name.data(), name.data() + name.size(), tid);
        if (std::find(skip.begin(), skip.end(), tid) != skip.end()) continue;
        m_existing.push_back({0, getpid(), tid, 0, firstLine(entry.path() / "comm")});
        if (tid != self) threads.push_back(tid);
    }
    allowManyDescriptors(threads.size() * m_rings.size() + m_rings.size() + 256);
    for (const std::int32_t tid : threads)
        for (const Ring& ring : m_rings) {
            Descriptor event(openEvent(tid, ring.core));
            if (event.fd < 0) continue;  // it has just ended, or descriptors are used up
            if (ioctl(event.fd, PERF_EVENT_IOC_SET_OUTPUT, ring.fd) == 0) m_others.push_back(std::move(event));
        }
}

std::vector<ThreadName> ThreadNames::learn(std::vector<Naming> namings) {
    std::stable_sort(
        namings.begin(), namings.end(), [](const Naming& a, const Naming& b) { return a.time < b.time; });
    std::set<std::int32_t> changed;
    for (Naming& n : namings) {
        if (n.maker) {
            const auto maker = m_names.find(n.maker);
            if (maker == m_names.end()) continue;
            n.name = maker->second.name;
        }
        m_names[n.tid] = {n.pid, n.tid, std::move(n.name)};
        changed.insert(n.tid);
    }
    std::vector<ThreadName> names;
    for (const std::int32_t tid : changed) names.push_back(m_names[tid]);
    return names;
}

std::size_t SwitchRings::bytesPerCore() const {
    std::size_t bytes = std::numeric_limits<std::size_t>::max();
    for (const Ring& ring : m_rings) bytes = std::min(bytes, ring.bytes);
    return bytes;
}

double SwitchRings::drain(KernelRecords& into, double fill) {
    if (into.cores.empty())
        for (const Ring& ring : m_rings) into.cores.push_back({ring.core, {}});
    for (Naming& naming : m_existing) into.namings.push_back(std::move(naming));
    m_existing.clear();
    double grown = 0;
    for (std::size_t i = 0; i < m_rings.size(); ++i)
        grown = std::max(grown, drain(m_rings[i], into, into.cores[i], fill));
    return grown;
}

double SwitchRings::drain(Ring& ring, KernelRecords& into, KernelRecords::Core& core, double fill) {
    auto* page = static_cast<perf_event_mmap_page*>(ring.memory);
    const char* data = static_cast<const char*>(ring.memory) + page->data_offset;
    std::uint64_t tail = page->data_tail;
    const std::uint64_t head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
    const auto capacity = static_cast<double>(ring.bytes);
    const double grown = static_cast<double>(head - std::exchange(ring.head, head)) / capacity;
    if (static_cast<double>(head - tail) < fill * capacity) return grown;
    alignas(8) char whole[65536];
    while (tail != head) {
        perf_event_header header;  // records are multiples of 8 bytes: a header is never split
        std::memcpy(&header, data + tail % ring.bytes, sizeof header);
        if (header.size < sizeof header || header.size > head - tail) break;
        const std::size_t at = tail % ring.bytes, first = std::min<std::size_t>(header.size, ring.bytes - at);
        const char* record = data + at;
        if (first < header.size) {
            std::memcpy(whole, data + at, first);
            std::memcpy(whole + first, data, header.size - first);
            record = whole;
        }
        tail += header.size;
        if (header.size < sizeof header + sizeof(SampleId)) continue;
        SampleId id;
        std::memcpy(&id, record + header.size - sizeof id, sizeof id);
        const auto time = static_cast<Time>(id.time);
        const auto tid = static_cast<std::int32_t>(id.tid);
        struct {
            std::uint32_t pid, parentPid, tid, parentTid;
        } task{};
        switch (header.type) {
        case PERF_RECORD_SWITCH: {
            const auto kind = !(header.misc & PERF_RECORD_MISC_SWITCH_OUT)        ? CoreEvent::Kind::In
                              : header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT ? CoreEvent::Kind::Preempted
                                                                                  : CoreEvent::Kind::Out;
            core.events.push_back({time, tid, kind});
            break;
        }
        case PERF_RECORD_EXIT:
            std::memcpy(&task, record + sizeof header, sizeof task);
            core.events.push_back({time, static_cast<std::int32_t>(task.tid), CoreEvent::Kind::Exit});
            break;
        case PERF_RECORD_FORK:
            std::memcpy(&task, record + sizeof header, sizeof task);
            into.namings.push_back(
                {time, static_cast<std::int32_t>(task.pid), static_cast<std::int32_t>(task.tid),
                 static_cast<std::int32_t>(task.parentTid), ""});
            break;
        case PERF_RECORD_COMM: {
            std::memcpy(&task, record + sizeof header, 8);  // pid, tid
            const char* text = record + sizeof header + 8;
            const std::size_t most = header.size - sizeof header - 8 - sizeof id;
            into.namings.push_back(
                {time, static_cast<std::int32_t>(task.pid), static_cast<std::int32_t>(task.parentPid), 0,
                 std::string(text, strnlen(text, most))});
            break;
        }
        case PERF_RECORD_LOST: {
            std::uint64_t lost[2];  // the event's id, how many
            std::memcpy(lost, record + sizeof header, sizeof lost);
            into.lost += lost[1];
            break;
        }
        default:
            break;
        }
    }
    __atomic_store_n(&page->data_tail, tail, __ATOMIC_RELEASE);
    return grown;
}

}  // namespace corelane
