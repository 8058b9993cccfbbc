// Level 1: the kernel's own switch records of this process and of whatever it starts, by perf_event_open: one event a
// thread and core, one ring a core. Exact, but only for own threads; what else ran on a core is not seen.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/time.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace corelane {

struct CoreEvent {
    enum class Kind : std::uint8_t {
        In,         // the thread runs from here on
        Out,        // it left, because it waits for something
        Preempted,  // it left, though it could have gone on
        Exit,       // it ended; no Out follows
    };
    Time time;
    std::int32_t tid;
    Kind kind;
};

struct ThreadName {
    std::int32_t pid, tid;
    std::string name;
};

// A thread got a name, or was made by another one, whose name it has until it gets its own.
struct Naming {
    Time time;
    std::int32_t pid, tid;
    std::int32_t maker;  // 0: `name` is its name
    std::string name;
};

// What threads are called. Cores tell of namings out of order: give those of one stretch of time together.
class ThreadNames {
  public:
    std::vector<ThreadName> learn(std::vector<Naming>);  // those that are new or have changed

  private:
    std::map<std::int32_t, ThreadName> m_names;
};

struct KernelRecords {
    struct Core {
        int number;                     // the kernel's
        std::vector<CoreEvent> events;  // in time order
    };
    std::vector<Core> cores;
    std::vector<Naming> namings;
    std::uint64_t lost = 0;
};

class SwitchRings {
  public:
    // Covers the calling thread, every other thread of this process except `skip`, and all threads and processes that
    // these will make. Nobody may make threads meanwhile. Errors: Denied or Missing, with a sentence that says what
    // the kernel said.
    static Result<SwitchRings> open(std::span<const std::int32_t> skip);
    SwitchRings(SwitchRings&&) noexcept = default;
    SwitchRings& operator=(SwitchRings&&) noexcept = default;

    // Appends what came since the last call; cores in ascending order, always the same ones. With `fill`, rings that
    // are less than that part full are left alone. One thread. Gives the largest part of a ring (0 ... 1) that was
    // filled since the last call.
    double drain(KernelRecords& into, double fill = 0);
    std::size_t bytesPerCore() const;  // of the smallest ring

  private:
    struct Ring {
        Ring() = default;
        Ring(Ring&&) noexcept;
        Ring& operator=(Ring&&) noexcept;
        ~Ring();
        int core = 0, fd = -1;
        void* memory = nullptr;
        std::size_t bytes = 0;   // of the data, without the page in front
        std::uint64_t head = 0;  // at the last look
    };
    SwitchRings() = default;
    Result<> mapRings();
    void coverOtherThreads(std::span<const std::int32_t> skip);
    static double drain(Ring&, KernelRecords&, KernelRecords::Core&, double fill);

    struct Descriptor {
        explicit Descriptor(int d) : fd(d) {}
        Descriptor(Descriptor&& o) noexcept : fd(o.fd) { o.fd = -1; }
        Descriptor& operator=(Descriptor&&) = delete;
        ~Descriptor();
        int fd;
    };
    std::vector<Descriptor> m_others;  // closed before the rings they write into
    std::vector<Ring> m_rings;
    std::vector<Naming> m_existing;
};

}  // namespace corelane
