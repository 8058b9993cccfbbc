#include "engine/models/shared_task_queue.h"

#include "engine/record/spin_pause.h"

#include <climits>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace corelane {

void SharedTaskQueue::push(TaskIndex task) {
    Place& to = place(m_shared->pushed.fetch_add(1, std::memory_order_relaxed));
    if (to.exchange(task, std::memory_order_acq_rel) == asleep)
        syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&to), FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

TaskIndex SharedTaskQueue::spin(Ticket ticket) const {
    for (int left = m_spin; left > 0; --left) {
        if (const TaskIndex value = look(ticket); value != nothing) return value;
        spinPause();
    }
    return look(ticket);
}

TaskIndex SharedTaskQueue::wait(Ticket ticket) {
    Place& from = place(ticket);
    std::uint32_t value = nothing;
    if (!from.compare_exchange_strong(value, asleep, std::memory_order_acq_rel)) return value;
    while ((value = from.load(std::memory_order_acquire)) == asleep)
        syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&from), FUTEX_WAIT, asleep, nullptr, nullptr, 0);
    return value;
}

}  // namespace corelane
