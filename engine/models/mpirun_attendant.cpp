#include "engine/models/mpirun_attendant.h"

#include "engine/models/own_namespaces.h"
#include "engine/models/spawn_program.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 9> foreign = {"OMPI_", "OPAL_", "ORTE_", "PMIX_", "PMI_",
                                                     "PRTE_", "SLURM", "PBS_",  "LSB_"};

void forgetForeignSettings() {
    std::vector<std::string> names;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view setting = *entry;
        if (std::ranges::any_of(foreign, [&](std::string_view prefix) { return setting.starts_with(prefix); }))
            names.emplace_back(setting.substr(0, setting.find('=')));
    }
    for (const std::string& name : names) unsetenv(name.c_str());
}

[[noreturn]] void become(pid_t parent, const sigset_t& signals, std::span<char*> words) {
    std::vector<char*> arguments(words.begin(), words.end());
    arguments.push_back(nullptr);
    if (!endWithParent(parent)) _exit(1);
    std::signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &signals, nullptr);
    execv(arguments.front(), arguments.data());
    complain(fmt::format("{} could not be started ({})", arguments.front(), std::strerror(errno)));
    _exit(1);
}

}  // namespace

void tell(int news, RankNews what) {
    while (write(news, &what, sizeof what) < 0 && errno == EINTR) {}
}

int attendMpirun(std::span<char*> words) {
    const auto parent = words.size() < 3 ? std::nullopt : numberFrom<pid_t>(words[0]);
    const auto news = words.size() < 3 ? std::nullopt : numberFrom<int>(words[1]);
    if (!parent || !news)
        return complain("mpirun is started by models only; run `corelane-engine run PRESET` instead");
    if (const char* const refused = enterOwnNamespaces())
        return complain(fmt::format(
            "mpirun is not started without a network and a /dev/shm of its own, which this system refuses ({}: {}); "
            "run as root, or allow user namespaces",
            refused, std::strerror(errno)));
    // After that, since a user namespace takes the kernel's promise away.
    if (!endWithParent(*parent)) return complain("the engine has gone, so there is nothing to do");
    forgetForeignSettings();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t before, awaited;
    sigemptyset(&awaited);
    for (const int signal : {SIGCHLD, SIGTERM}) sigaddset(&awaited, signal);
    sigprocmask(SIG_BLOCK, &awaited, &before);

    const pid_t self = getpid();
    const pid_t mpirun = fork();  // this process has one thread
    if (mpirun == 0) become(self, before, words.subspan(2));
    if (mpirun < 0)
        return complain(fmt::format(
            "mpirun could not be started ({}); raise the limit on processes (ulimit -u)", std::strerror(errno)));
    bool running = true;
    for (;;) {
        const int signal = sigwaitinfo(&awaited, nullptr);
        if (signal == SIGTERM && running) kill(mpirun, SIGKILL);
        int status = 0;
        pid_t ended = 0;
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
            if (ended != mpirun) continue;
            running = false;
            tell(*news, {RankNews::What::JobEnded, 0, mpirun, status});
        }
        if (ended < 0 && errno == ECHILD) return 0;
    }
}

}  // namespace corelane
