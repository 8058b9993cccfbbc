#include "engine/record/preemption.h"

#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#if defined(__x86_64__)
// The kernel checks that the word in front of an abort address is the signature the thread registered. Nothing ever
// runs here: no thread's code lies in the range, and so the kernel only ever clears the pointer to the descriptor.
asm(".text\n"
    ".balign 16\n"
    ".long 0x53053053\n"
    ".globl corelane_rseq_abort\n.hidden corelane_rseq_abort\n"
    "corelane_rseq_abort:\n"
    "ud2\n"
    ".globl corelane_rseq_range\n.hidden corelane_rseq_range\n"
    "corelane_rseq_range:\n"
    "nop\nnop\n");
extern "C" __attribute__((visibility("hidden"))) char corelane_rseq_abort[], corelane_rseq_range[];
#endif

namespace corelane {

std::uint32_t Preemption::s_noCore = 0xffff;
std::uint64_t Preemption::s_never = 1;

namespace {

#if defined(__x86_64__)
static_assert(RSEQ_SIG == 0x53053053);

const struct rseq_cs* descriptor() {
    alignas(32) static const struct rseq_cs never = [] {
        struct rseq_cs d;
        std::memset(&d, 0, sizeof d);
        d.start_ip = reinterpret_cast<std::uint64_t>(corelane_rseq_range);
        d.post_commit_offset = 1;
        d.abort_ip = reinterpret_cast<std::uint64_t>(corelane_rseq_abort);
        return d;
    }();
    return &never;
}
#endif

volatile struct rseq* area() {
    if (__rseq_size == 0) return nullptr;
    auto* own =
        reinterpret_cast<volatile struct rseq*>(static_cast<char*>(__builtin_thread_pointer()) + __rseq_offset);
    // Registered late or not at all (RSEQ_CPU_ID_UNINITIALIZED, _REGISTRATION_FAILED): the number is negative.
    return static_cast<std::int32_t>(own->cpu_id) < 0 ? nullptr : own;
}

}  // namespace

Preemption::Preemption(Notes notes) {
    if (notes == Notes::Nothing) return;
    volatile struct rseq* own = area();
    m_core = own ? const_cast<const volatile std::uint32_t*>(&own->cpu_id) : nullptr;
#if defined(__x86_64__)
    if (own && notes == Notes::CoreAndSwitch) {
        m_schedstat = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
        m_last = readScheduler();
        m_tellsWaits = m_last.slices > 0;  // all zero where the kernel keeps no such account
        static_assert(sizeof own->rseq_cs == sizeof(std::uint64_t));
        m_critical = reinterpret_cast<volatile std::uint64_t*>(&own->rseq_cs);
        m_before = *m_critical;
        m_armed = true;
        arm();
    }
#endif
}

Preemption::~Preemption() {
    if (m_armed) *m_critical = m_before;
    if (m_schedstat >= 0) close(m_schedstat);
}

std::uint16_t Preemption::slowCore() const {
    const int core = sched_getcpu();
    return core < 0 ? std::uint16_t(0xffff) : static_cast<std::uint16_t>(core);
}

void Preemption::arm() {
#if defined(__x86_64__)
    *m_critical = reinterpret_cast<std::uint64_t>(descriptor());
#endif
}

Preemption::Waited Preemption::readScheduler() const {
    // "<ns on a core> <ns on a run queue> <times put on a core>"
    char text[96];
    const ssize_t got = m_schedstat < 0 ? -1 : pread(m_schedstat, text, sizeof text, 0);
    std::uint64_t number[3] = {};
    const char *at = text, *end = text + (got < 0 ? 0 : got);
    for (std::uint64_t& n : number) {
        at = std::from_chars(at, end, n).ptr;
        if (at != end) ++at;
    }
    return {number[1], number[2]};
}

Preemption::Waited Preemption::waited() {
    const Waited now = readScheduler(), last = m_last;
    m_last = now;
    if (now.runnableNs < last.runnableNs || now.slices < last.slices) return {};
    return {now.runnableNs - last.runnableNs, now.slices - last.slices};
}

}  // namespace corelane
