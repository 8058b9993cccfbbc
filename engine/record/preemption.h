// Level 0: on which core the calling thread is, and whether it left its core since last asked, by restartable
// sequences (rseq(2)): two loads from the thread's own memory, no system call. The kernel clears a thread's rseq_cs
// when it lets the thread run again after a preemption, a migration or a signal; so a pointer we set and later find
// null tells. Armed only on our own workers between the begin and the end of a lane's life; null outside, as others
// may use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <sched.h>
#include <sys/rseq.h>

namespace corelane {

class Preemption {
  public:
    enum class Notes {
        Nothing,        // costs nothing, knows nothing
        Core,           // core() only
        CoreAndSwitch,  // both
    };
    Preemption() = default;
    // Of the calling thread, which must be the only one to use it. Where restartable sequences are switched off or
    // not known for this processor, core() asks sched_getcpu and switched() is never true.
    explicit Preemption(Notes);
    ~Preemption();
    Preemption(const Preemption&) = delete;
    Preemption& operator=(const Preemption&) = delete;

    // The kernel's number of the core; 0xffff when not known.
    [[gnu::always_inline]] std::uint16_t core() const {
        if (!m_core) [[unlikely]]
            return slowCore();
        return static_cast<std::uint16_t>(*m_core);
    }
    // Has the thread left its core since the last call (or since made)?
    [[gnu::always_inline]] bool switched() {
        if (*m_critical) [[likely]]
            return false;
        arm();
        return true;
    }
    // True when switched() can ever be. The kernel clears the pointer for its own reasons, too, now and then: a
    // waited() of no slices tells that the thread did not leave, where tellsWaits().
    bool notesSwitches() const { return m_armed; }

    // What the scheduler says of this thread since the last call (or since made): time it was runnable but not
    // running, and how often it was put on a core. One system call, about 1 us: only after switched().
    struct Waited {
        std::uint64_t runnableNs = 0, slices = 0;
    };
    Waited waited();
    bool tellsWaits() const { return m_tellsWaits; }

  private:
    std::uint16_t slowCore() const;
    void arm();
    Waited readScheduler() const;

    static std::uint32_t s_noCore;
    static std::uint64_t s_never;
    const volatile std::uint32_t* m_core = &s_noCore;
    volatile std::uint64_t* m_critical = &s_never;
    std::uint64_t m_before = 0;  // what rseq_cs was when armed
    Waited m_last;
    int m_schedstat = -1;
    bool m_armed = false, m_tellsWaits = false;
};

}  // namespace corelane
