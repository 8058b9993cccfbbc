// Start method mpirun: all workers of a run are ranks of one MPI job, which mpirun starts when the last of them is
// asked for. Every rank is told the descriptors of the last one: they are the same for all. What the job opens, a
// port of mpirun's and files in /dev/shm, is in namespaces of its own. A job ends as a whole: when a rank is lost,
// the others are killed.
#pragma once

#include "engine/models/start_method.h"

namespace corelane {

extern const StartMethod mpirunStart;

std::string mpirunProgram();  // "": it is not on PATH

}  // namespace corelane
