#include "engine/models/start_method.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/wait.h>

namespace corelane {

extern const StartMethod spawnStart;
extern const StartMethod forkserverStart;

namespace {

constexpr std::array<std::string_view, 2> names = {"spawn", "forkserver"};

}  // namespace

std::span<const std::string_view> startMethodNames() {
    return names;
}

const StartMethod* findStartMethod(std::string_view name) {
    static const std::array methods = {&spawnStart, &forkserverStart};
    const auto found = std::ranges::find(methods, name, [](const StartMethod* method) { return method->name; });
    return found == methods.end() ? nullptr : *found;
}

bool hasEnded(pid_t child, int& status) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended < 0 && errno == ECHILD) status = 0;
    return ended == child || (ended < 0 && errno == ECHILD);
}

std::string describeExit(int status) {
    if (WIFSIGNALED(status)) return fmt::format("was killed by signal {}", WTERMSIG(status));
    return fmt::format("ended with status {}", WEXITSTATUS(status));
}

}  // namespace corelane
