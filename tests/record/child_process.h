// Runs a function in a forked child, as tests of other processes and of other users need it. The test's process must
// have one thread at that moment, which is how Catch2 runs cases.
#pragma once

#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {

// The child's exit status is what the function returns; a signal gives 128 + its number.
inline int inChild(const std::function<int()>& run) {
    const pid_t child = fork();
    if (child == 0) _exit(run());
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace corelane
