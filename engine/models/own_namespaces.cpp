#include "engine/models/own_namespaces.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

bool put(const char* path, std::string_view text) {
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const int reason = errno;
    close(fd);
    errno = reason;
    return written;
}

bool mapToItself(const char* path, unsigned id) {
    std::array<char, 64> line{};
    const int length = std::snprintf(line.data(), line.size(), "%u %u 1", id, id);
    return put(path, {line.data(), static_cast<std::size_t>(length)});
}

bool raiseLoopback() {
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return false;
    ifreq request = {};
    std::memcpy(request.ifr_name, "lo", sizeof "lo");
    request.ifr_flags = IFF_UP;
    const bool up = ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    const int reason = errno;
    close(socket);
    errno = reason;
    return up;
}

// What the process that tries it tells the one that waits for it: they share memory.
struct Trial {
    const char* refused = nullptr;
    int reason = 0;
};

int tryIt(void* trial) {
    auto& into = *static_cast<Trial*>(trial);
    into.refused = enterOwnNamespaces();
    into.reason = errno;
    _exit(0);
}

std::string sentenceOf(const Trial& trial) {
    if (trial.refused == nullptr) return {};
    return fmt::format(
        "mpirun is to have a network and a /dev/shm of its own, so that it opens no port that others can reach, and "
        "this system refuses them ({}: {}); run as root, or allow user namespaces (sysctl "
        "user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns).",
        trial.refused, std::strerror(trial.reason));
}

std::string tried() {
    alignas(64) static std::array<char, 65536> stack;
    Trial trial;
    // As posix_spawn() does it: the child has this memory until it ends, and this thread waits for that.
    const pid_t child = clone(tryIt, stack.data() + stack.size(), CLONE_VM | CLONE_VFORK | SIGCHLD, &trial);
    if (child < 0) return sentenceOf({"clone", errno});
    waitpid(child, nullptr, 0);
    return sentenceOf(trial);
}

}  // namespace

const char* enterOwnNamespaces() {
    const unsigned user = geteuid(), group = getegid();
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) != 0) return "unshare";
        if (!put("/proc/self/setgroups", "deny") || !mapToItself("/proc/self/uid_map", user) ||
            !mapToItself("/proc/self/gid_map", group))
            return "uid_map";
    }
    // Private first: what is mounted here is not to show anywhere else.
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return "mount";
    if (mount("corelane", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700") != 0) return "mount /dev/shm";
    return raiseLoopback() ? nullptr : "loopback device";
}

std::string ownNamespacesRefused() {
    static const std::string refused = tried();
    return refused;
}

}  // namespace corelane
