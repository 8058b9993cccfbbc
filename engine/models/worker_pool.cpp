#include "engine/models/worker_pool.h"

#include "engine/models/fault_injection.h"
#include "engine/models/worker.h"
#include "engine/models/worker_order.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int tickMilliseconds = 20;         // how soon a request to stop is seen
constexpr std::chrono::seconds patience{2};  // for workers to leave by themselves

// Readable every so often. A timeout of poll() would do, but setting a timer anew for each wait costs more than the
// wait on some virtual machines: 10 to 30 us. None when files are few: then it is the timeout.
Descriptor openTick() {
    Descriptor tick(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    const timespec period = {0, tickMilliseconds * 1'000'000};
    const itimerspec every = {period, period};
    if (tick && timerfd_settime(tick.get(), 0, &every, nullptr) != 0) tick.reset();
    return tick;
}

// One run's processes, seen from the engine. One thread.
class Pool {
  public:
    Pool(Execution& execution, ParentEnd& end, WorkerLane& lane)
        : m_execution(execution), m_recorder(execution.recorder), m_end(end), m_laps(lane),
          m_wait(m_recorder.name("wait for workers")), m_startServer(m_recorder.name("open start method")),
          m_startWorker(m_recorder.name("start worker")), m_lost(m_recorder.name("see to a lost worker")),
          m_fault(faultPlan(execution.options)) {}

    // Returns when every worker has left, of its own or killed.
    Result<> run(const StartMethod& method, int order) {
        Result<> result = startWorkers(method, order);
        if (result) result = serve();
        if (!result && m_fault.kind == FaultKind::KillServer) {
            m_recorder.noteDetected();
            m_recorder.endLane(m_execution.workers + 1);
        }
        Result<> ended = letLeave(result.has_value());
        return result ? ended : result;
    }

  private:
    Result<> startWorkers(const StartMethod& method, int order) {
        m_processes = TRY(method.open(m_execution.enginePath, order));
        m_laps.lap(State::Startup, m_startServer);
        for (int worker = 0; worker < m_execution.workers && !m_recorder.stopRequested(); ++worker) {
            std::vector<int> descriptors = {m_recorder.fd()};
            const std::vector<int> more = m_end.descriptors(worker);
            descriptors.insert(descriptors.end(), more.begin(), more.end());
            TRY(m_processes->start({worker, m_laps.last(), descriptors}));
            m_end.started(worker);
            m_laps.lap(State::Startup, m_startWorker);
            TRY(m_end.advance({}, m_laps));
            TRY(attend(Wait::No));  // those that are there already are not kept waiting
        }
        return {};
    }

    Result<> serve() {
        while (!m_end.finished()) {
            if (m_recorder.stopRequested() && !m_deadline) {
                m_end.stop();
                m_deadline = SteadyClock::now() + patience;
            }
            if (m_deadline && SteadyClock::now() > *m_deadline) break;
            TRY(attend(Wait::UntilTick));
        }
        return {};
    }

    // Waits until a worker has something to say or is gone, and sees to it.
    enum class Wait { No, UntilTick };
    Result<> attend(Wait wait) {
        m_polled.clear();
        m_processes->watch(m_polled);
        const std::size_t processes = m_polled.size();
        m_polled.push_back({m_tick.get(), POLLIN, 0});
        m_end.watch(m_polled);
        const int timeout = wait == Wait::No ? 0 : m_tick ? -1 : tickMilliseconds;
        const int ready = poll(m_polled.data(), m_polled.size(), timeout);
        if (ready < 0) return {};
        const bool ticked = ready == 0 || m_polled[processes].revents != 0;
        if (ticked) {  // now and then even of those whose end nothing tells
            TRY(checkExits());
            std::uint64_t ticks = 0;
            if (ready > 0) static_cast<void>(read(m_tick.get(), &ticks, sizeof ticks));
        }
        if (ready - ticked <= 0) return {};
        if (wait != Wait::No) {
            const auto other = m_end.waiting();
            m_laps.lap(other ? other->state : State::Idle, other ? other->name : m_wait);
        }
        const std::span<const pollfd> polled(m_polled);
        if (std::ranges::any_of(polled.first(processes), [](const pollfd& p) { return p.revents != 0; }))
            TRY(checkExits());
        return m_end.advance(polled.subspan(processes + 1), m_laps);
    }

    Result<> checkExits() {
        const std::vector<WorkerExit> exits = TRY(m_processes->exits());
        if (m_processes->lossSeen()) m_recorder.noteDetected();
        for (const WorkerExit& exit : exits)
            // Who was told to stop, or finds everything done, may leave before this side has noticed.
            if (exit.status != 0 || !(m_end.finished() || m_recorder.stopRequested())) {
                if (exit.worker == m_fault.worker) {
                    m_recorder.noteDetected();
                    m_recorder.endLane(exit.worker);
                }
                const bool goesOn = TRY(m_end.lost(exit, m_processes->alive()));
                m_laps.lap(State::Overhead, m_lost);
                if (!goesOn || !WIFSIGNALED(exit.status)) return tl::unexpected(died(exit));
            }
        return {};
    }

    Error died(const WorkerExit& exit) const {
        const std::uint64_t done = m_end.tasksDone(exit.worker);
        std::string what = fmt::format(
            "worker p{} (process {}) {} after {} {}", exit.worker, exit.pid, describeExit(exit.status), done,
            done == 1 ? "task" : "tasks");
        if (const std::string fault = m_recorder.firstFault(); !fault.empty())
            return {Error::Kind::Failed, fmt::format("{}: {}", what, fault)};
        if (exit.worker == m_fault.worker && m_recorder.injectedTime() != 0)
            return {Error::Kind::Failed, fmt::format("{}, as the fault asked, so the run was ended", what)};
        if (exit.status == 0)
            return {
                Error::Kind::Failed, fmt::format(
                                         "{}, before the run was complete; check that {} is this engine, of the "
                                         "same build",
                                         what, m_execution.enginePath)};
        return {
            Error::Kind::Failed, fmt::format(
                                     "{}, so the run was ended; look for what ended it (its message above, or dmesg "
                                     "for the out-of-memory killer) and run it again",
                                     what)};
    }

    // Workers leave when they are let go; who does not is killed. What they did stays recorded either way, but only
    // who leaves by himself has told his result: after a success anything else is an error.
    Result<> letLeave(bool succeeded) {
        m_end.release();
        if (m_processes && m_fault.kind == FaultKind::Pause) m_processes->wake(m_fault.worker);
        const auto deadline = m_deadline.value_or(SteadyClock::now() + patience);
        bool killed = false;
        Result<> result;
        while (m_processes && m_processes->alive() > 0) {
            if (!killed && SteadyClock::now() >= deadline) {
                m_processes->killAll();
                killed = true;
            }
            m_polled.clear();
            m_processes->watch(m_polled);
            poll(m_polled.data(), m_polled.size(), tickMilliseconds);
            const auto exits = m_processes->exits();
            if (!exits) return tl::unexpected(exits.error());
            for (const WorkerExit& exit : *exits)
                if (exit.status != 0 && succeeded && result && !m_recorder.stopRequested())
                    result = tl::unexpected(died(exit));
        }
        m_laps.lap(State::Idle, m_wait);
        return result;
    }

    Execution& m_execution;
    Recorder& m_recorder;
    ParentEnd& m_end;
    std::unique_ptr<WorkerProcesses> m_processes;
    LaneLaps m_laps;
    NameId m_wait, m_startServer, m_startWorker, m_lost;
    FaultPlan m_fault;
    Descriptor m_tick = openTick();
    std::vector<pollfd> m_polled;
    std::optional<SteadyClock::time_point> m_deadline;  // set by a stop: until when workers may finish what they do
};

// Keeps to the run's cores and outlives the workers. What it starts keeps to them, too.
Result<> runHere(Execution& execution, const StartMethod& method, const TransportKind& transport) {
    Execution anyCore = execution;
    anyCore.pin = false;
    pinWorker(anyCore, 0);
    // A socket whose other end has gone is told by write().
    sigset_t broken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, nullptr);

    const Descriptor order = TRY(writeOrder(orderOf(execution, transport.name)));
    const std::unique_ptr<ParentEnd> end = TRY(transport.openParentEnd(execution));
    execution.recorder.begin();
    WorkerLane lane(execution.recorder, execution.workers, "parent");
    Pool pool(execution, *end, lane);
    Result<> result = pool.run(method, order.get());
    execution.recorder.end();
    return result;
}

}  // namespace

Result<> runWorkerPool(Execution& execution, const StartMethod& method, const TransportKind& transport) {
    Result<> result;
    TRY(runOnFreshThread([&] { result = runHere(execution, method, transport); }));
    return result;
}

}  // namespace corelane
