// What tests of worker processes ask of the system: who is there, who has gone, what is left behind.
#pragma once

#include "engine/record/recorder.h"

#include <cstddef>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace corelane {

// Orphans below this process become its children, so that none can hide.
void adoptOrphans();
bool noChildren();
std::string childrenNow();  // their command lines
int reapEverybody();        // waits until all children have ended; how many there were
bool hasGone(pid_t child);  // reaps it
pid_t parentOf(pid_t);
std::vector<pid_t> childrenOf(pid_t);  // of a process with one thread, or of this one
std::string programOf(pid_t);          // its command's name; "": it is not there

std::size_t openDescriptors();
std::vector<std::string> sharedMemoryFiles();  // in /dev/shm and /dev/mqueue, of this program
std::vector<std::string> temporaryFolders();   // of the processes this program starts

// Of lanes that are being written: the process of a worker, 0 if it is not there yet, and how many records it
// published.
pid_t lanePid(const Recorder&, int worker);
std::uint64_t published(const Recorder&, int worker);
bool allRecorded(const Recorder&, int workers, std::uint64_t records);

// Runs a hidden case of this test program in a process of its own, which inherits the descriptor and learns the
// words.
pid_t startThisTest(const std::string& tag, int fd, const std::string& words);
std::pair<int, std::string> whatThisTestWasTold();

}  // namespace corelane
