#include "engine/models/step_flags.h"

#include "engine/record/spin_pause.h"

#include <sched.h>

namespace corelane {
namespace {

constexpr std::size_t lineWords = 16;  // flags on a cache line
constexpr int spinsBeforePark = 1000;  // some 20 us: less than it costs to sleep and to be woken
constexpr int spinsBeforeYield = 100;

std::uint64_t packed(StepFlags::Goal goal) {
    return std::uint64_t{goal.slot} << 32 | goal.step;
}

}  // namespace

StepFlags::StepFlags(std::span<const std::vector<int>> owners, int workers, Wait wait, bool crowded)
    : m_wait(wait), m_crowded(crowded), m_workers(workers) {
    // Count every owner's flags, give each owner whole lines, and one line more against the prefetcher of neighbours.
    std::vector<std::size_t> next(static_cast<std::size_t>(workers) + 1);
    for (const auto& ofGraph : owners)
        for (const int owner : ofGraph) ++next[static_cast<std::size_t>(owner) + 1];
    next[0] = lineWords;
    for (std::size_t i = 1; i < next.size(); ++i)
        next[i] = next[i - 1] + (next[i] + lineWords - 1) / lineWords * lineWords + lineWords;
    const std::size_t count = next.back();
    for (const auto& ofGraph : owners) {
        auto& slots = m_slots.emplace_back();
        slots.reserve(ofGraph.size());
        for (const int owner : ofGraph) slots.push_back(static_cast<Slot>(next[static_cast<std::size_t>(owner)]++));
    }
    m_flags = std::make_unique<std::atomic<std::uint32_t>[]>(count);
    m_wanted = std::make_unique<std::atomic<std::uint8_t>[]>(count);
    m_sleepers = std::make_unique<Sleeper[]>(static_cast<std::size_t>(workers));
    for (int i = 0; i < workers; ++i)
        m_sleepers[static_cast<std::size_t>(i)].goals = std::vector<std::atomic<std::uint64_t>>(owners.size());
}

bool StepFlags::anyReached(std::span<const Goal> goals) const {
    for (const Goal& goal : goals)
        if (goal.step != 0 && reached(goal.slot, goal.step)) return true;
    return m_abandoned.load(std::memory_order_relaxed);
}

// True when reached; false when it is time to sleep.
bool StepFlags::spin(std::span<const Goal> goals) const {
    if (m_wait == Wait::Park || (m_wait == Wait::SpinThenPark && m_crowded)) return anyReached(goals);
    for (int spins = 0;; ++spins) {
        if (anyReached(goals)) return true;
        if (m_wait == Wait::SpinThenPark && spins >= spinsBeforePark) return false;
        if (m_wait == Wait::Spin && m_crowded && spins >= spinsBeforeYield)
            ::sched_yield();
        else
            spinPause();
    }
}

bool StepFlags::waitForAny(int worker, std::span<const Goal> goals) {
    while (!spin(goals)) park(m_sleepers[static_cast<std::size_t>(worker)], goals);
    return !m_abandoned.load(std::memory_order_relaxed);
}

// Says what it waits for, then looks once more, then sleeps. A writer writes its flag, then looks whether somebody
// said so: one of the two sees the other.
void StepFlags::park(Sleeper& sleeper, std::span<const Goal> goals) {
    const std::uint32_t seen = sleeper.event.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < goals.size(); ++i) {
        if (goals[i].step == 0) continue;
        sleeper.goals[i].store(packed(goals[i]), std::memory_order_relaxed);
        m_wanted[goals[i].slot].exchange(1, std::memory_order_seq_cst);
    }
    if (m_light) fenceOthers();
    if (!anyReached(goals)) futexWait(sleeper.event, seen);
    for (auto& goal : sleeper.goals) goal.store(0, std::memory_order_relaxed);
}

void StepFlags::wake(Slot slot, std::uint32_t step) {
    m_wanted[slot].exchange(0, std::memory_order_seq_cst);
    bool wantedLater = false;
    for (int worker = 0; worker < m_workers; ++worker) {
        Sleeper& sleeper = m_sleepers[static_cast<std::size_t>(worker)];
        bool wakes = false;
        for (const auto& goal : sleeper.goals) {
            const std::uint64_t wanted = goal.load(std::memory_order_relaxed);
            if (wanted == 0 || wanted >> 32 != slot) continue;
            if (static_cast<std::uint32_t>(wanted) <= step)
                wakes = true;
            else
                wantedLater = true;
        }
        if (!wakes) continue;
        sleeper.event.fetch_add(1, std::memory_order_acq_rel);
        futexWake(sleeper.event, 1);
    }
    if (wantedLater) m_wanted[slot].store(1, std::memory_order_seq_cst);
}

void StepFlags::abandon() {
    m_abandoned.store(true, std::memory_order_seq_cst);
    for (int worker = 0; worker < m_workers; ++worker) {
        Sleeper& sleeper = m_sleepers[static_cast<std::size_t>(worker)];
        sleeper.event.fetch_add(1, std::memory_order_acq_rel);
        futexWake(sleeper.event, 1);
    }
}

}  // namespace corelane
