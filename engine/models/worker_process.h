// The other end of the process pool: what the program does when it is started as `corelane-engine worker ...`.
#pragma once

#include "engine/models/transport.h"
#include "engine/models/worker_order.h"

#include <span>

namespace corelane {

// `words` are the arguments behind "worker". Gives the exit status: 0 when the engine let the worker go; 1 after
// saying on standard error what went wrong; 2 for words that only models may say.
//     run PARENT ORDER INDEX TICKS CORE DESCRIPTOR...   one worker
//     once PARENT ORDER RECORDER READ WRITE             one task, task_process.cpp
//     serve PARENT ORDER SOCKET                         a fork server, fork_server.cpp
//     attend PARENT ORDER DESCRIPTOR...                 serves the workers, server_process.h
//     become PARENT PROGRAM ARGUMENT...                 another program, which ends with the engine
//     actors PARENT ORDER SCRIPT RECORDER CONTROL       forks a script's actors, actor_attendant.h
//     commands PARENT ORDER...                          starts and watches a chain of commands, command_attendant.h
//     mpirun PARENT NEWS PROGRAM ARGUMENT...            looks after mpirun, mpirun_attendant.h
int runWorkerProcess(std::span<char*> words);

// fork_server.cpp; ends when the socket's other end is closed.
int serveForks(const WorkerOrder&, OpenWorkerEnd, int socket);

}  // namespace corelane
