// The other end of the process pool: what the program does when it is started as `corelane-engine worker ...`.
#pragma once

#include "engine/models/worker_order.h"
#include "engine/record/recorder.h"
#include "workloads/workload.h"

#include <memory>
#include <span>

namespace corelane {

// `words` are the arguments behind "worker". Gives the exit status: 0 when the engine let the worker go; 1 after
// saying on standard error what went wrong; 2 for words that only models may say.
//     run PARENT ORDER INDEX TICKS CORE DESCRIPTOR...   one worker
//     serve PARENT ORDER SOCKET                         a fork server, fork_server.cpp
//     become PARENT PROGRAM ARGUMENT...                 another program, which ends with the engine
//     mpirun PARENT NEWS PROGRAM ARGUMENT...            looks after mpirun, mpi_process.h
//     rank NEWS ORDER TICKS CORE DESCRIPTOR...          one worker that mpirun started, mpi_process.h
int runWorkerProcess(std::span<char*> words);

// The body of a worker, whichever way its process was made. Descriptors: the recorder's, then the transport's.
int runWorker(
    const WorkerOrder&, const Workload&, int worker, WorkerLane::Mark called, std::span<const int> descriptors);
Result<std::unique_ptr<Workload>> makeWorkload(const WorkerOrder&);

// fork_server.cpp; ends when the socket's other end is closed.
int serveForks(const WorkerOrder&, int socket);

}  // namespace corelane
