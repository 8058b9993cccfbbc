// Start method spawn: every worker is the engine program, executed afresh by posix_spawn.
#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

class SpawnedWorkers : public WorkerProcesses {
  public:
    SpawnedWorkers(std::string program, int order) : m_program(std::move(program)), m_order(order) {}

    ~SpawnedWorkers() override {
        killAll();
        for (const Child& child : m_children) waitpid(child.pid, nullptr, 0);
    }

    Result<> start(const WorkerStart& start) override {
        std::vector<std::string> words = {
            "worker",
            "run",
            std::to_string(getpid()),
            std::to_string(m_order),
            std::to_string(start.worker),
            std::to_string(start.called.ticks),
            std::to_string(start.called.core)};
        std::vector<int> keep = {m_order};
        for (const int fd : start.descriptors) {
            words.push_back(std::to_string(fd));
            keep.push_back(fd);
        }
        const pid_t pid = TRY(spawnProgram(m_program, std::move(words), keep));
        Child child = {start.worker, pid, watchProcess(pid)};
        if (!child.pidfd &&
            errno == ESRCH) {  // where nobody waits for children, one that has ended already is forgotten
            m_forgotten.push_back({start.worker, pid, 0});
            return {};
        }
        if (!child.pidfd) {  // its end would not be seen
            const int refused = errno;
            kill(pid, SIGKILL);
            waitpid(pid, nullptr, 0);
            return fail(
                Error::Kind::Io, fmt::format(
                                     "worker p{} cannot be watched ({}); the process pool needs Linux 5.3 or later "
                                     "and enough file descriptors (ulimit -n)",
                                     start.worker, std::strerror(refused)));
        }
        m_children.push_back(std::move(child));
        return {};
    }

    void watch(std::vector<pollfd>& into) const override {
        for (const Child& child : m_children) into.push_back({child.pidfd.get(), POLLIN, 0});
    }

    Result<std::vector<WorkerExit>> exits() override {
        std::vector<WorkerExit> ended = std::exchange(m_forgotten, {});
        std::erase_if(m_children, [&](const Child& child) {
            int status = 0;
            if (!hasEnded(child.pid, status)) return false;
            ended.push_back({child.worker, child.pid, status});
            return true;
        });
        return ended;
    }

    int alive() const override { return static_cast<int>(m_children.size() + m_forgotten.size()); }
    void killAll() override {
        for (const Child& child : m_children) killProcess(child.pidfd);
    }
    void wake(int worker) override {
        for (const Child& child : m_children)
            if (child.worker == worker) killProcess(child.pidfd, SIGCONT);
    }

  private:
    struct Child {
        int worker;
        pid_t pid;
        Descriptor pidfd;
    };
    std::string m_program;
    int m_order;
    std::vector<Child> m_children;
    std::vector<WorkerExit> m_forgotten;
};

}  // namespace

extern const StartMethod spawnStart;
const StartMethod spawnStart = {
    .name = "spawn",
    .open = [](const std::string& program, int order) -> Result<std::unique_ptr<WorkerProcesses>> {
        return std::make_unique<SpawnedWorkers>(program, order);
    },
};

}  // namespace corelane
