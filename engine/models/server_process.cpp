#include "engine/models/server_process.h"

#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"
#include "engine/models/worker_order.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr int patienceMilliseconds = 10'000;  // for it to come up
constexpr int leaveMilliseconds = 1000;

}  // namespace

Result<std::unique_ptr<ServerProcess>> ServerProcess::start(
    const Execution& execution, std::string_view transport, std::string_view what, std::span<const int> descriptors) {
    std::unique_ptr<ServerProcess> server(new ServerProcess(what));
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "no socket could be made for the {} ({}); raise the limit on open files (ulimit -n)",
                                 what, std::strerror(errno)));
    server->m_control.reset(ends[0]);
    const Descriptor its(ends[1]);
    const Descriptor order = TRY(writeOrder(orderOf(execution, transport)));
    std::vector<int> keep = {order.get(), execution.recorder.fd(), its.get()};
    keep.insert(keep.end(), descriptors.begin(), descriptors.end());
    std::vector<std::string> words = {"worker", "attend", std::to_string(getpid())};
    for (const int fd : keep) words.push_back(std::to_string(fd));
    server->m_pid = TRY(spawnProgram(execution.enginePath, std::move(words), keep));
    server->m_pidfd = watchProcess(server->m_pid);
    if (!server->m_pidfd && errno != ESRCH)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "the {} cannot be watched ({}); raise the limit on open files (ulimit -n)", what,
                                 std::strerror(errno)));
    // One that ends says nothing, but the other end stays open here until it is ready.
    std::array<pollfd, 2> polled = {{{ends[0], POLLIN, 0}, {server->watched(), POLLIN, 0}}};
    poll(polled.data(), server->m_pidfd ? 2 : 1, patienceMilliseconds);
    if (recv(ends[0], &server->m_word, sizeof server->m_word, MSG_DONTWAIT) != sizeof server->m_word)
        return tl::unexpected(server->lost());
    return server;
}

ServerProcess::~ServerProcess() {
    end(How::AtOnce);
}

void ServerProcess::end(How how) {
    if (m_pid <= 0 || std::exchange(m_ended, true)) return;
    m_control.reset();
    pollfd ended = {watched(), POLLIN, 0};
    if (how == How::AtOnce || !m_pidfd || poll(&ended, 1, leaveMilliseconds) != 1)
        kill(m_pid, SIGKILL);  // it is not reaped yet, so that the number is its own
    if (waitpid(m_pid, &m_status, 0) < 0) m_status = 0;
}

Error ServerProcess::lost() {
    // Its sockets close a moment before it can be reaped.
    pollfd ended = {watched(), POLLIN, 0};
    const bool byItself = m_ended || !m_pidfd || poll(&ended, 1, leaveMilliseconds) == 1;
    end(How::AtOnce);
    return {
        Error::Kind::Failed,
        byItself ? fmt::format(
                       "the {} (process {}) {}, and what it held with it; look for what ended it (its message above, "
                       "or dmesg for the out-of-memory killer) and run it again",
                       m_what, m_pid, describeExit(m_status))
                 : fmt::format("the {} (process {}) does not answer, so it was ended; run it again", m_what, m_pid)};
}

bool sayReady(int control, std::uint32_t word) {
    return send(control, &word, sizeof word, MSG_NOSIGNAL) == sizeof word;
}

}  // namespace corelane
