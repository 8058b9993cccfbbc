// The fork server's own side: one thread, which waits for requests and for children, and nothing else.
#include "engine/models/fork_protocol.h"
#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"
#include "engine/models/worker_body.h"
#include "engine/models/worker_process.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

struct Child {
    int worker;
    pid_t pid;
    Descriptor pidfd;
};

class ForkServer {
  public:
    ForkServer(const WorkerOrder& order, const Workload& workload, OpenWorkerEnd openEnd, int socket)
        : m_order(order), m_workload(workload), m_openEnd(openEnd), m_socket(socket) {}

    int serve() {
        bool open = true;
        while (open) {
            std::vector<pollfd> watched = {{m_socket, POLLIN, 0}};
            for (const Child& child : m_children) watched.push_back({child.pidfd.get(), POLLIN, 0});
            if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) break;
            reap();
            if (watched[0].revents != 0) open = answer();
        }
        killAll();
        for (const Child& child : m_children) waitpid(child.pid, nullptr, 0);
        return 0;
    }

  private:
    // False when the engine has gone.
    bool answer() {
        ForkRequest request;
        std::vector<Descriptor> descriptors;
        switch (receivePacket(m_socket, packetInto(request), &descriptors, false)) {
        case Received::Closed:
            return false;
        case Received::Nothing:
            return true;
        case Received::Packet:
            break;
        }
        if (request.kind == ForkRequest::Kind::KillAll) return killAll(), true;
        // Descriptors beyond the limit on open files are dropped on their way here.
        errno = EMFILE;
        const pid_t pid = descriptors.size() < request.descriptors ? -1 : forkWorker(request, descriptors);
        if (pid < 0) return report({ForkReport::Kind::Refused, request.worker, 0, errno}), true;
        Child child = {request.worker, pid, watchProcess(pid)};
        if (!child.pidfd) {  // its end would not be seen
            const int refused = errno;
            kill(pid, SIGKILL);
            waitpid(pid, nullptr, 0);
            return report({ForkReport::Kind::Refused, request.worker, 0, refused}), true;
        }
        m_children.push_back(std::move(child));
        report({ForkReport::Kind::Started, request.worker, pid, 0});
        return true;
    }

    pid_t forkWorker(const ForkRequest& request, const std::vector<Descriptor>& descriptors) {
        const pid_t server = getpid();
        const pid_t pid = fork();
        if (pid != 0) return pid;
        if (!endWithParent(server)) _exit(1);
        // Whoever holds this end keeps the engine from seeing that the server has gone.
        close(m_socket);
        for (Child& child : m_children) child.pidfd.reset();
        std::vector<int> numbers;
        for (const Descriptor& descriptor : descriptors) numbers.push_back(descriptor.get());
        const int status =
            runWorker(m_order, m_workload, m_openEnd, request.worker, {request.ticks, request.core}, numbers);
        std::fflush(stderr);
        _exit(status);
    }

    void reap() {
        std::erase_if(m_children, [&](const Child& child) {
            int status = 0;
            if (!hasEnded(child.pid, status)) return false;
            report({ForkReport::Kind::Ended, child.worker, child.pid, status});
            return true;
        });
    }

    void report(const ForkReport& report) { sendPacket(m_socket, packetOf(report)); }
    void killAll() {
        for (const Child& child : m_children) kill(child.pid, SIGKILL);
    }

    const WorkerOrder& m_order;
    const Workload& m_workload;
    OpenWorkerEnd m_openEnd;
    int m_socket;
    std::vector<Child> m_children;
};

}  // namespace

int serveForks(const WorkerOrder& order, OpenWorkerEnd openEnd, int socket) {
    const auto workload = makeWorkload(order);
    if (!workload) {
        fmt::print(stderr, "corelane-engine worker: {}\n", workload.error().message);
        return 1;
    }
    return ForkServer(order, **workload, openEnd, socket).serve();
}

}  // namespace corelane
