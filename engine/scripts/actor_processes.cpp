#include "engine/scripts/actor_processes.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/shared_region.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/watchdog.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;

// For actors that cannot look whether the run is to stop: at a barrier nobody else will come to.
constexpr std::chrono::milliseconds grace{200};

std::size_t bytesFor(const Script& script) {
    constexpr std::size_t anObject = 64 * 1024;  // a condition, with a line for every actor
    std::size_t bytes = (std::size_t{1} << 20) + script.instances() * 4096;
    for (const ScriptObject& object : script.objects()) bytes += anObject + std::size_t{object.capacity} * 8;
    return bytes;
}

class Processes : public Ensemble {
  public:
    Processes(ScriptExecution& execution, const MakeObject& make, SharedRegion& region)
        : m_execution(execution), m_recorder(execution.recorder), m_names(execution.script, execution.recorder),
          m_board(*new (region.allocate(sizeof(WaitBoard), alignof(WaitBoard))) WaitBoard(execution.script, &region)),
          m_objects(makeObjects(execution, make)) {
        sigset_t child;
        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        sigprocmask(SIG_BLOCK, &child, nullptr);
    }

    std::span<const std::unique_ptr<BlockingObject>> objects() const override { return m_objects; }
    Offspring& offspring(std::uint32_t) override { CORELANE_ASSERT(false); }
    Result<> start(std::uint32_t instance, WorkerLane::Mark created, HandoverId spawn) override {
        const pid_t self = getpid();
        const pid_t child = fork();
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != self) _exit(1);
            {
                Actor actor(m_execution, m_names, m_board, instance, created, spawn, "fork process");
                actor.perform(*this);
            }
            _exit(0);  // nothing of its parent's is its own to end
        }
        if (child < 0) {
            m_board.ended(instance);
            return fail(
                Error::Kind::Failed,
                fmt::format(
                    "the system refused process {} of {} ({}): use fewer actors, or raise the limit on processes "
                    "(ulimit -u)",
                    instance + 1, m_execution.script.instances(), std::strerror(errno)));
        }
        m_children.push_back({child, instance});
        return {};
    }

    Result<> run() {
        Result<> result;
        for (std::uint32_t i = 0; i < m_execution.script.instances(); ++i) {
            if (result)
                result = start(i, markBefore(m_recorder), 0);
            else
                m_board.ended(i);
        }
        if (!result) m_recorder.requestStop();
        const Watchdog watchdog(m_execution, m_board, [] {});  // a thread: nobody is forked from here on
        awaitAll();
        return result;
    }

  private:
    struct Child {
        pid_t pid;
        std::uint32_t instance;
    };

    void awaitAll() {
        sigset_t child;
        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        const timespec tick = {0, 20'000'000};
        std::optional<SteadyClock::time_point> deadline;
        while (!m_children.empty()) {
            sigtimedwait(&child, nullptr, &tick);
            reap();
            if (!deadline && (m_recorder.stopRequested() || m_board.foreground() == 0))
                deadline = SteadyClock::now() + grace;
            if (deadline && SteadyClock::now() > *deadline)
                for (const Child& left : m_children) kill(left.pid, SIGKILL);
        }
    }
    void reap() {
        std::erase_if(m_children, [&](const Child& child) {
            int status = 0;
            if (waitpid(child.pid, &status, WNOHANG) != child.pid) return false;
            if (status == 0) return true;
            const bool meant = m_recorder.stopRequested() || m_board.foreground() == 0;
            if (!meant) m_recorder.fault(died(child, status));
            m_board.ended(child.instance);
            return true;
        });
    }
    std::string died(const Child& child, int status) const {
        return fmt::format(
            "{} (process {}) {}; look for what ended it (its message above, or dmesg for the out-of-memory killer)",
            m_execution.script.instanceName(child.instance), child.pid,
            WIFSIGNALED(status) ? fmt::format("was killed by signal {}", WTERMSIG(status))
                                : fmt::format("ended with status {}", WEXITSTATUS(status)));
    }

    ScriptExecution& m_execution;
    Recorder& m_recorder;
    const StepNames m_names;
    WaitBoard& m_board;  // in the region, like the objects: all processes see one
    std::vector<std::unique_ptr<BlockingObject>> m_objects;
    std::vector<Child> m_children;
};

}  // namespace

Result<> runActorsInProcesses(ScriptExecution& execution, const MakeObject& make) {
    const auto region = TRY(SharedRegion::make(bytesFor(execution.script)));
    return Processes(execution, make, *region).run();
}

std::string notForProcesses(const Script& script) {
    for (const ScriptActor& actor : script.actors())
        if (actor.spawned)
            return fmt::format("{} is spawned, and actors that are processes all begin with the run", actor.name);
    for (const ScriptObject& object : script.objects())
        if (object.kind == ObjectKind::Service)
            return fmt::format("{} serves calls, which actors that are processes do not make", object.name);
    return {};
}

}  // namespace corelane
