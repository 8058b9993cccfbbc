// The two sides of the model mpi. Ranks exchange outputs among themselves; the engine only watches, through a page of
// memory that all share.
#pragma once

#include "engine/models/transport.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

namespace corelane {

inline constexpr int maximumRanks = 64;

// Fresh pages are zero, which is what everything begins with.
struct RankBoard {
    std::atomic<std::uint32_t> stopping;  // by the engine: leave
    std::atomic<std::uint32_t> complete;  // ranks that have left MPI, all their tasks done
    struct alignas(64) Done {
        std::atomic<std::uint64_t> tasks;
    } done[maximumRanks];
};

std::shared_ptr<RankBoard> mapRankBoard(int fd);  // null, with errno

Result<std::unique_ptr<ParentEnd>> openMpiParentEnd(Execution&);
Result<std::unique_ptr<WorkerEnd>> openMpiWorkerEnd(
    Execution&, int worker, std::span<const int> descriptors, LaneLaps&);

}  // namespace corelane
