#include "engine/models/spawn_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace corelane {

Result<pid_t> spawnProgram(
    const std::string& program, std::vector<std::string> words, std::span<const int> keep,
    const StandardStreams& streams) {
    if (program.empty())
        return fail(
            Error::Kind::Missing, "worker processes need the program corelane-engine, and this run does not "
                                  "know where it is; run it through corelane-engine");
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (streams.in >= 0) posix_spawn_file_actions_adddup2(&actions, streams.in, STDIN_FILENO);
    if (streams.out >= 0) posix_spawn_file_actions_adddup2(&actions, streams.out, STDOUT_FILENO);
    if (streams.err >= 0) posix_spawn_file_actions_adddup2(&actions, streams.err, STDERR_FILENO);
    // A descriptor duplicated onto itself loses close-on-exec in the child alone.
    for (const int fd : keep) posix_spawn_file_actions_adddup2(&actions, fd, fd);
    // Ctrl-C and a closed terminal reach the whole process group; the engine alone decides what they mean.
    sigset_t blocked;
    sigemptyset(&blocked);
    for (const int signal : {SIGINT, SIGQUIT, SIGHUP}) sigaddset(&blocked, signal);
    sigset_t fresh;
    sigfillset(&fresh);
    posix_spawnattr_setsigmask(&attributes, &blocked);
    posix_spawnattr_setsigdefault(&attributes, &fresh);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    pid_t pid = 0;
    const int error = posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return fail(
            error == ENOENT || error == EACCES || error == ENOEXEC || error == ENOTDIR ? Error::Kind::Missing
                                                                                       : Error::Kind::Io,
            fmt::format(
                "the worker program {} could not be started ({}); check that it is there and may be executed, "
                "and that the limit on processes (ulimit -u) is not reached",
                program, std::strerror(error)));
    return pid;
}

std::string programOnPath(std::string_view name) {
    const char* const path = std::getenv("PATH");
    std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
        std::string candidate = fmt::format("{}/{}", folder, name);
        if (!folder.empty() && access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

std::string programToRun(const std::string& word) {
    std::string path = word.find('/') == std::string::npos ? programOnPath(word) : word;
    struct stat facts {};
    const bool runs = stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) && access(path.c_str(), X_OK) == 0;
    return runs ? path : std::string();
}

Error noProgram(const std::string& word) {
    return {
        Error::Kind::Missing, word.find('/') == std::string::npos
                                  ? "is no program on PATH; install it, or give its path"
                                  : "is no program that may be executed; check its path"};
}

// glibc 2.36 declares its own pidfd_open() without C linkage.
Descriptor watchProcess(pid_t pid) {
    return Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
}

void killProcess(const Descriptor& watched, int signal) {
    syscall(SYS_pidfd_send_signal, watched.get(), signal, nullptr, 0);
}

bool endWithParent(pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return getppid() == parent;
}

}  // namespace corelane
