// Start method forkserver: the engine program is executed once, as a server with a single thread that makes the
// workload and then forks a worker at every request. The engine itself never forks.
#include "engine/models/fork_protocol.h"
#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

Error serverLost(int status) {
    return {
        Error::Kind::Failed, fmt::format(
                                 "the fork server {}, and its workers with it; the run was ended, so look for "
                                 "what killed it (dmesg shows the out-of-memory killer) and run it again",
                                 describeExit(status))};
}

class ForkedWorkers : public WorkerProcesses {
  public:
    ForkedWorkers(pid_t server, Descriptor pidfd, Descriptor socket)
        : m_server(server), m_pidfd(std::move(pidfd)), m_socket(std::move(socket)) {}

    // The server kills and reaps its workers when its socket closes, then leaves.
    ~ForkedWorkers() override {
        m_socket.reset();
        if (m_serverEnded) return;
        pollfd ended = {m_pidfd.get(), POLLIN, 0};
        if (!m_pidfd || poll(&ended, 1, 5000) != 1) kill(m_server, SIGKILL);
        waitpid(m_server, nullptr, 0);
    }

    Result<> start(const WorkerStart& start) override {
        const ForkRequest request = {
            ForkRequest::Kind::Start, start.worker, start.called.ticks, start.called.core,
            static_cast<std::uint32_t>(start.descriptors.size())};
        if (sendPacket(m_socket.get(), packetOf(request), start.descriptors)) {
            ForkReport report;
            while (receivePacket(m_socket.get(), packetInto(report), nullptr, true) == Received::Packet) {
                if (report.kind == ForkReport::Kind::Ended) {
                    m_ended.push_back({report.worker, report.pid, report.status});
                    continue;
                }
                if (report.kind == ForkReport::Kind::Refused)
                    return fail(
                        Error::Kind::Io, fmt::format(
                                             "the fork server could not start worker p{} ({}); use fewer workers or "
                                             "raise the limits on processes and open files (ulimit -u, ulimit -n)",
                                             start.worker, std::strerror(report.status)));
                m_alive += 1;
                return {};
            }
        }
        return tl::unexpected(lost());
    }

    void watch(std::vector<pollfd>& into) const override { into.push_back({m_socket.get(), POLLIN, 0}); }

    Result<std::vector<WorkerExit>> exits() override {
        ForkReport report;
        Received received{};
        while ((received = receivePacket(m_socket.get(), packetInto(report), nullptr, false)) == Received::Packet)
            if (report.kind == ForkReport::Kind::Ended) m_ended.push_back({report.worker, report.pid, report.status});
        if (received == Received::Closed && m_ended.empty()) return tl::unexpected(lost());
        m_alive -= static_cast<int>(m_ended.size());
        return std::exchange(m_ended, {});
    }

    int alive() const override { return m_alive; }
    void killAll() override {
        const ForkRequest request = {ForkRequest::Kind::KillAll, 0, 0, 0, 0};
        sendPacket(m_socket.get(), packetOf(request));
    }

  private:
    Error lost() {
        int status = 0;
        if (!m_serverEnded && waitpid(m_server, &status, 0) < 0) status = 0;
        m_serverEnded = true;
        m_alive = 0;
        return serverLost(status);
    }

    pid_t m_server;
    Descriptor m_pidfd;
    Descriptor m_socket;
    std::vector<WorkerExit> m_ended;
    int m_alive = 0;
    bool m_serverEnded = false;
};

Result<std::unique_ptr<WorkerProcesses>> openForkServer(const std::string& program, int order) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "no socket to the fork server could be made ({}); raise the limit on open files "
                                 "(ulimit -n)",
                                 std::strerror(errno)));
    Descriptor ours(ends[0]);
    const Descriptor theirs(ends[1]);
    const pid_t pid = TRY(spawnProgram(
        program, {"worker", "serve", std::to_string(getpid()), std::to_string(order), std::to_string(theirs.get())},
        std::array{order, theirs.get()}));
    return std::make_unique<ForkedWorkers>(pid, watchProcess(pid), std::move(ours));
}

}  // namespace

extern const StartMethod forkserverStart;
const StartMethod forkserverStart = {.name = "forkserver", .open = openForkServer};

}  // namespace corelane
