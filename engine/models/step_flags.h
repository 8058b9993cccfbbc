// How far every point has come, so that workers wait for single tasks of each other (point to point) and not at
// barriers. A flag a point, written by the worker that owns the point; flags of one owner lie together, on cache
// lines that no other worker writes.
#pragma once

#include "engine/models/parking.h"
#include "workloads/workload.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace corelane {

class StepFlags {
  public:
    using Slot = std::uint32_t;
    enum class Wait { SpinThenPark, Park, Spin };

    // owners[graph][point] is the worker that runs the point. `crowded`: more workers than cores, so that spinning
    // would only keep others from running.
    StepFlags(std::span<const std::vector<int>> owners, int workers, Wait, bool crowded);

    Slot slot(std::uint32_t graph, std::uint32_t point) const { return m_slots[graph][point]; }
    // Have all steps below `step` that exist of the point been done?
    bool reached(Slot slot, std::uint32_t step) const {
        return m_flags[slot].load(std::memory_order_acquire) >= step;
    }
    // By the owner: the point has done the steps below `step`; wakes who waits for that.
    void publish(Slot slot, std::uint32_t step) {
        m_flags[slot].store(step, std::memory_order_release);
        if (m_wait == Wait::Spin) return;
        lightFence();
        if (m_light ? m_wanted[slot].load(std::memory_order_relaxed) != 0
                    : m_wanted[slot].fetch_add(0, std::memory_order_seq_cst) != 0) [[unlikely]]
            wake(slot, step);
    }

    struct Goal {
        Slot slot = 0;
        std::uint32_t step = 0;  // 0: no goal
    };
    // Returns when any of the goals (at most one a graph) is reached; false: abandoned.
    bool waitForAny(int worker, std::span<const Goal> goals);

    // From now on nobody waits.
    void abandon();

  private:
    struct alignas(64) Sleeper {
        std::atomic<std::uint32_t> event{0};
        std::vector<std::atomic<std::uint64_t>> goals;  // slot and step, by graph; 0: none
    };
    bool anyReached(std::span<const Goal> goals) const;
    bool spin(std::span<const Goal> goals) const;
    void park(Sleeper&, std::span<const Goal> goals);
    void wake(Slot, std::uint32_t step);

    Wait m_wait;
    bool m_crowded;
    bool m_light = canFenceOthers();
    std::vector<std::vector<Slot>> m_slots;
    std::unique_ptr<std::atomic<std::uint32_t>[]> m_flags;  // steps done
    std::unique_ptr<std::atomic<std::uint8_t>[]> m_wanted;  // somebody sleeps until this flag is written
    std::unique_ptr<Sleeper[]> m_sleepers;
    int m_workers;
    alignas(64) std::atomic<bool> m_abandoned{false};
};

}  // namespace corelane
