#include "engine/models/command_process.h"

#include "engine/models/spawn_program.h"
#include "engine/record/own_thread.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

// In the child. What goes wrong is told through `news`, which closes by itself when the program begins.
[[noreturn]] void become(const CommandStart& start, const std::string& program, pid_t parent, int news) {
    const auto refuse = [&](int error) {
        static_cast<void>(write(news, &error, sizeof error));
        _exit(127);
    };
    setpgid(0, start.group);
    if (!endWithParent(parent)) refuse(ECANCELED);
    pinThread(start.cores, start.pin, start.index);
    if (dup2(start.input, STDIN_FILENO) < 0 || dup2(start.output, STDOUT_FILENO) < 0) refuse(errno);
    for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);  // what we ignore outlives execv()
    sigprocmask(SIG_SETMASK, &start.signals, nullptr);
    // Also what whoever started the engine left open is not for it. `news` closes when the program begins.
    close_range(STDERR_FILENO + 1, ~0u, CLOSE_RANGE_CLOEXEC);
    std::vector<char*> arguments;
    for (const std::string& word : start.words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    // Not execvp(), which hands a file without a known head to a shell.
    execv(program.c_str(), arguments.data());
    refuse(errno);
    _exit(127);
}

}  // namespace

Result<CommandProcess> CommandProcess::start(const CommandStart& start) {
    const auto refused = [&] {
        return fail(
            Error::Kind::Io, fmt::format(
                                 "could not be started ({}); raise the limit on processes (ulimit -u) or on open "
                                 "files (ulimit -n)",
                                 std::strerror(errno)));
    };
    CommandProcess process;
    process.m_program = programToRun(start.words.front());
    if (process.m_program.empty()) return tl::unexpected(noProgram(start.words.front()));
    int news[2] = {-1, -1};
    if (pipe2(news, O_CLOEXEC) != 0) return refused();
    process.m_news.reset(news[0]);
    const Descriptor its(news[1]);
    const pid_t self = getpid();
    process.m_pid = fork();
    if (process.m_pid == 0) become(start, process.m_program, self, its.get());
    if (process.m_pid < 0) return refused();
    // Here as well: the next one of the group may be made before this one has run.
    setpgid(process.m_pid, start.group);
    process.m_pidfd = watchProcess(process.m_pid);
    if (!process.m_pidfd) return refused();
    return process;
}

Result<> CommandProcess::executing() {
    int error = 0;
    ssize_t size = 0;
    do size = read(m_news.get(), &error, sizeof error);
    while (size < 0 && errno == EINTR);
    m_news.reset();
    if (size != sizeof error) return {};
    return fail(
        Error::Kind::Missing,
        fmt::format(
            "could not be started from {} ({}); check that it is a program", m_program, std::strerror(error)));
}

int CommandProcess::status() const {
    siginfo_t facts{};
    if (waitid(P_PID, static_cast<id_t>(m_pid), &facts, WEXITED | WNOWAIT) != 0) return 0;
    return facts.si_code == CLD_EXITED ? W_EXITCODE(facts.si_status, 0) : facts.si_status;
}

}  // namespace corelane
