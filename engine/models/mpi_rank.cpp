// corelane-mpi-rank: one worker of the model mpi, started by mpirun. A program of its own, so that the engine and all
// other workers start without MPI's libraries. mpirun hands no descriptors on, but it holds what it inherited: a rank
// opens them anew as /proc/PARENT/fd/NUMBER.
//     corelane-mpi-rank NEWS ORDER TICKS CORE DESCRIPTOR...
// Numbers of mpirun's. It ends with mpirun, or like every worker, with the same exit status.
#include "engine/models/mpi_ends.h"
#include "engine/models/mpirun_attendant.h"
#include "engine/models/spawn_program.h"
#include "engine/models/worker_body.h"
#include "engine/models/worker_words.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <span>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

Descriptor openAnew(pid_t owner, const char* number, int flags) {
    return Descriptor(open(fmt::format("/proc/{}/fd/{}", owner, number).c_str(), flags | O_CLOEXEC));
}

int runAs(int rank, pid_t mpirun, std::span<char*> words) {
    const Descriptor orderBytes = openAnew(mpirun, words[0], O_RDONLY);
    const auto ticks = numberFrom<std::uint64_t>(words[1]);
    const auto core = numberFrom<std::uint32_t>(words[2]);
    std::vector<Descriptor> opened;
    std::vector<int> descriptors;
    for (const char* word : words.subspan(3)) {
        opened.push_back(openAnew(mpirun, word, O_RDWR));
        descriptors.push_back(opened.back().get());
    }
    if (!orderBytes || !ticks || !core || std::ranges::find(descriptors, -1) != descriptors.end())
        return complain(fmt::format(
            "rank {} cannot open what mpirun (process {}) holds for it ({}); look whether /proc is mounted, and run "
            "it again",
            rank, mpirun, std::strerror(errno)));
    const auto order = readOrder(orderBytes.get());
    if (!order) return complain(order.error().message);
    const auto workload = makeWorkload(*order);
    if (!workload) return complain(workload.error().message);
    return runWorker(*order, **workload, openMpiWorkerEnd, rank, {*ticks, *core}, descriptors);
}

int runRank(std::span<char*> words) {
    std::signal(SIGPIPE, SIG_IGN);
    const pid_t mpirun = getppid();
    const char* const number = std::getenv("OMPI_COMM_WORLD_RANK");
    const int rank = (number ? numberFrom<int>(number) : std::nullopt).value_or(-1);
    if (words.size() < 5 || rank < 0)
        return complain("ranks are started by mpirun only; run `corelane-engine run PRESET` instead");
    if (!endWithParent(mpirun)) return complain("mpirun has gone, so there is nothing to do");
    const Descriptor news = openAnew(mpirun, words[0], O_WRONLY);
    if (!news)
        return complain(fmt::format(
            "rank {} cannot reach the engine through mpirun (process {}: {}); look whether /proc is mounted, and run "
            "it again",
            rank, mpirun, std::strerror(errno)));
    tell(news.get(), {RankNews::What::Started, rank, getpid()});
    const int status = runAs(rank, mpirun, words.subspan(1));
    tell(news.get(), {RankNews::What::Left, rank, getpid(), status});
    return status;
}

}  // namespace
}  // namespace corelane

int main(int argc, char** argv) {
    try {
        return corelane::runRank(std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0));
    } catch (const std::exception& error) {
        return corelane::complain(fmt::format("this should not have happened: {}", error.what()));
    }
}
