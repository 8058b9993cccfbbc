// The engine's side of manager: it fills the objects before the run, and then waits for a word that all is done.
#include "engine/models/counted_tasks.h"
#include "engine/models/outputs.h"
#include "engine/models/proxy.h"
#include "engine/models/proxy_ends.h"
#include "engine/models/server_process.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr timeval patience = {1, 0};  // with a process that does not answer

class ProxyParentEnd : public ParentEnd {
  public:
    explicit ProxyParentEnd(Execution& execution) : m_recorder(execution.recorder), m_workers(execution.workers) {}

    Result<> open(Execution& execution) {
        std::vector<Descriptor> theirs, ours;
        for (int client = 0; client < m_workers + 2; ++client) {
            int ends[2] = {-1, -1};
            if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
                return fail(
                    Error::Kind::Io,
                    fmt::format(
                        "the sockets for {} workers could not be made ({}); use fewer workers or raise the limit on "
                        "open files (ulimit -n)",
                        m_workers, std::strerror(errno)));
            ours.emplace_back(ends[0]);
            theirs.emplace_back(ends[1]);
        }
        std::vector<int> numbers;
        for (const Descriptor& socket : theirs) numbers.push_back(socket.get());
        m_server = TRY(ServerProcess::start(execution, "proxy", "manager", numbers));
        m_ask.emplace(std::move(ours[0]));
        m_done.emplace(std::move(ours[1]));
        for (int worker = 0; worker < m_workers; ++worker)
            m_sockets.push_back(std::move(ours[static_cast<std::size_t>(worker) + 2]));
        setsockopt(m_ask->fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(m_ask->fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        return fill(execution.workload);
    }

    std::vector<int> descriptors(int worker) const override {
        return {m_sockets[static_cast<std::size_t>(worker)].get()};
    }
    void started(int worker) override { m_sockets[static_cast<std::size_t>(worker)].reset(); }

    void watch(std::vector<pollfd>& into) const override {
        if (!m_server) return;
        into.push_back({m_server->watched(), POLLIN, 0});
        into.push_back({m_done->fd(), POLLIN, 0});
    }
    Result<> advance(std::span<const pollfd> polled, LaneLaps&) override {
        if (m_server && !polled.empty() && polled[0].revents != 0) return tl::unexpected(m_server->lost());
        return {};
    }

    // The word is said before the workers are told to leave.
    bool finished() const override {
        ProxyReply word;
        return m_stopped || !m_server ||
               recv(m_done->fd(), &word, sizeof word, MSG_PEEK | MSG_DONTWAIT) == sizeof word;
    }
    // Whoever waits for a task is told to leave; the others see the request themselves. Replies are not waited for.
    void stop() override {
        if (std::exchange(m_stopped, true) || !m_server) return;
        for (int worker = 0; worker < m_workers; ++worker) m_ask->send({ProxyMethod::QueuePut, 0, taskQueue, 0, 0});
    }
    // Workers leave when their connection closes.
    void release() override {
        m_stopped = true;
        if (m_server) m_server->end(ServerProcess::How::LetGo);
        m_server.reset();
    }
    std::uint64_t tasksDone(int worker) const override {
        if (!m_server || m_recorder.stopRequested()) return 0;
        const auto calls = m_ask->call(ProxyMethod::CallsOf, static_cast<std::uint64_t>(worker) + 2);
        return static_cast<std::uint64_t>(calls.value_or(0));
    }
    // One that left by itself, before the run is over, saw the manager end, which the engine may see a moment later.
    Result<bool> lost(const WorkerExit& exit, int /*others*/) override {
        pollfd ended = {m_server ? m_server->watched() : -1, POLLIN, 0};
        if (poll(&ended, 1, exit.status == 0 ? 1000 : 0) == 1) return tl::unexpected(m_server->lost());
        return false;
    }

  private:
    // manager.list([...]), and so on: before the run, as other models make their buffers.
    Result<> fill(const Workload& workload) {
        std::vector<std::int64_t> missing(workload.naming().count() + 1);
        std::vector<std::int64_t> ready;
        std::int64_t tasks = 0;
        forEachTask(workload, [&](Task task, std::uint32_t inputs) {
            const TaskIndex index = workload.naming().index(task);
            missing[index] = inputs;
            if (inputs == 0) ready.push_back(index);
            ++tasks;
        });
        bool well = m_ask->call(ProxyMethod::ListExtend, 0, 0, std::as_bytes(std::span(missing))).has_value() &&
                    m_ask->call(ProxyMethod::NamespaceSet, tasksLeft, tasks).has_value() &&
                    m_done->send({ProxyMethod::QueueGet, 0, doneQueue, 0, 0});
        for (const std::int64_t index : ready)
            well = well && m_ask->call(ProxyMethod::QueuePut, taskQueue, index).has_value();
        if (!well) return tl::unexpected(m_server->lost());
        return {};
    }

    Recorder& m_recorder;
    int m_workers;
    std::unique_ptr<ServerProcess> m_server;
    mutable std::optional<Proxy> m_ask;  // answers at once
    std::optional<Proxy> m_done;         // answers when all is done
    std::vector<Descriptor> m_sockets;   // of workers that are not started yet
    bool m_stopped = false;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openProxyParentEnd(Execution& execution) {
    TRY(Outputs::checkMemory(execution.workload, execution.workers));
    auto end = std::make_unique<ProxyParentEnd>(execution);
    TRY(end->open(execution));
    return end;
}

}  // namespace corelane
