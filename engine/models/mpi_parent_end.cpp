// The engine's side of mpi: it tells ranks to leave, and sees when all of them have done their tasks. It calls
// nothing of MPI.
#include "engine/models/mpi_ends.h"
#include "engine/models/outputs.h"
#include "engine/models/rank_tasks.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

class MpiParentEnd : public ParentEnd {
  public:
    MpiParentEnd(std::shared_ptr<RankBoard> board, Descriptor memory, int ranks)
        : m_board(std::move(board)), m_memory(std::move(memory)), m_ranks(static_cast<std::uint32_t>(ranks)) {}

    std::vector<int> descriptors(int) const override { return {m_memory.get()}; }
    void started(int) override {}
    void watch(std::vector<pollfd>&) const override {}  // ranks leave by themselves
    Result<> advance(std::span<const pollfd>, LaneLaps&) override { return {}; }
    bool finished() const override {
        return m_stopped || m_board->complete.load(std::memory_order_acquire) == m_ranks;
    }
    void stop() override {
        m_stopped = true;
        m_board->stopping.store(1, std::memory_order_relaxed);
    }
    void release() override {
        if (!finished()) stop();
    }
    std::uint64_t tasksDone(int worker) const override {
        return m_board->done[worker].tasks.load(std::memory_order_relaxed);
    }

  private:
    std::shared_ptr<RankBoard> m_board;
    Descriptor m_memory;
    std::uint32_t m_ranks;
    bool m_stopped = false;
};

}  // namespace

std::shared_ptr<RankBoard> mapRankBoard(int fd) {
    void* const memory = mmap(nullptr, sizeof(RankBoard), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) return nullptr;
    return {static_cast<RankBoard*>(memory), [](RankBoard* board) { munmap(board, sizeof *board); }};
}

Result<std::unique_ptr<ParentEnd>> openMpiParentEnd(Execution& execution) {
    CORELANE_ASSERT(execution.workers >= 1 && execution.workers <= maximumRanks);
    TRY(Outputs::checkMemory(
        execution.workload, execution.workers, PointOwners(execution.workload, execution.workers).copiedBytes()));
    Descriptor memory(memfd_create("corelane ranks", MFD_CLOEXEC));
    std::shared_ptr<RankBoard> board;
    if (memory && ftruncate(memory.get(), sizeof(RankBoard)) == 0) board = mapRankBoard(memory.get());
    if (!board)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "the memory that ranks and the engine share could not be made ({}); raise the limit "
                                 "on open files (ulimit -n)",
                                 std::strerror(errno)));
    execution.recorder.addBytesMoved(0);
    return std::make_unique<MpiParentEnd>(std::move(board), std::move(memory), execution.workers);
}

}  // namespace corelane
