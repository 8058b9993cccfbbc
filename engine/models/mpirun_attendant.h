// The process that looks after mpirun, and what it and the ranks (mpi_rank.cpp) tell the engine.
#pragma once

#include <cstdint>
#include <span>
#include <sys/types.h>

namespace corelane {

// What is written into the run's one pipe: by a rank, first that it is there, last that it leaves, with its exit
// status; and how mpirun ended, as from waitpid().
struct RankNews {
    enum class What : std::int32_t { Started, Left, JobEnded } what = What::Started;
    std::int32_t rank = 0;
    pid_t pid = 0;
    std::int32_t status = 0;
};
static_assert(sizeof(RankNews) == 16);  // pipes keep so few bytes together
void tell(int news, RankNews);

// `words`: PARENT NEWS PROGRAM ARGUMENT... Enters namespaces of its own, starts the program there and ends when it
// and all it started have: mpirun does not wait for ranks when one of them was lost. It ends with the engine, and
// SIGTERM makes it kill mpirun. Settings of Open MPI and of batch systems that the engine was given are not handed
// on: they would ask for other hosts. Gives 0, or 1 after saying what was refused.
int attendMpirun(std::span<char*> words);

}  // namespace corelane
