// Boost.Fiber: stackful fibers, one for each actor, which a few threads share. A fiber that has to wait is switched
// out with its whole stack; the objects are those of the coroutines.
#include "engine/constructs/construct.h"
#include "engine/models/model.h"
#include "engine/scripts/suspending_object.h"
#include "engine/scripts/watchdog.h"

#include <algorithm>
#include <atomic>
#include <boost/fiber/algo/shared_work.hpp>
#include <boost/fiber/condition_variable.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/fixedsize_stack.hpp>
#include <boost/fiber/mutex.hpp>
#include <boost/fiber/operations.hpp>
#include <memory>
#include <mutex>
#include <optional>

namespace corelane {
namespace {

constexpr std::string_view family = "coroutines";  // of constructs
constexpr std::size_t stackBytes = 256 << 10;      // only what is touched takes memory
constexpr std::uint32_t mostFibers = 10'000;       // each has a stack of its own

thread_local ActorWorker* workerOfThread = nullptr;

// A fiber moves between threads: where it is must be asked anew each time, and not kept from before a switch.
[[gnu::noinline]] ActorWorker& ownWorker() {
    return *workerOfThread;
}

// Threads take ready fibers from one line; a thread that finds none notes that it is idle.
class NotedWork final : public boost::fibers::algo::shared_work {
  public:
    explicit NotedWork(NameId name) : shared_work(true), m_name(name) {}
    void suspend_until(const std::chrono::steady_clock::time_point& until) noexcept override {
        const WorkerLane::Mark begin = workerOfThread->lane.mark();
        shared_work::suspend_until(until);
        workerOfThread->lane.span(begin, State::Idle, m_name);
    }

  private:
    NameId m_name;
};

class FiberScheduler final : public ActorScheduler {
  public:
    explicit FiberScheduler(ScriptExecution& execution)
        : m_crew(execution, *this, suspendingMakerOf(family, execution.options)),
          m_idle(execution.recorder.name("no fiber ready")), m_workers(execution.workers),
          m_gates(execution.script.instances()), m_left(initially(0, execution.script.instances())) {}

    const WaitBoard& board() const { return m_crew.board; }

    void ready(SuspendingActor& actor) override { open(m_gates[actor.number()]); }
    void readyAt(SuspendingActor& actor, TimePoint due) override { m_gates[actor.number()].due = due; }
    void giveUpAt(TimePoint due, std::uint32_t actor, SuspendingObject& object, std::uint64_t ticket) override {
        m_gates[actor].timed = {due, &object, ticket};
    }
    void start(std::uint32_t number, HandoverId spawn, std::uint64_t ticks) override {
        {
            const std::unique_lock lock(m_mutex);
            ++m_left;
        }
        launch(number, spawn, ticks);
    }
    void yielded(SuspendingActor& actor) override { m_gates[actor.number()].yields = true; }
    // The run ends: nobody is held any more.
    void release() {
        for (Gate& gate : m_gates) open(gate);
    }

    // A thread's life: it makes its share of the fibers and runs whichever is ready until all have ended.
    void work(ActorWorker& worker) {
        workerOfThread = &worker;
        boost::fibers::use_scheduling_algorithm<NotedWork>(m_idle);
        const WorkerLane::Mark begin = worker.lane.mark();
        const auto bound = [&](int n) {
            return static_cast<std::uint32_t>(
                m_gates.size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(m_workers));
        };
        const std::uint32_t first = bound(worker.lane.index()), end = bound(worker.lane.index() + 1);
        for (std::uint32_t i = first; i < end; ++i)
            if (!m_crew.spawnedLater(i)) launch(i, 0, 0);
        worker.lane.span(begin, State::Startup, m_crew.recorder.name("make fibers"));
        std::unique_lock lock(m_mutex);
        m_ended.wait(lock, [this] { return m_left == 0; });
    }
    // A thread that was to work will not come, nor those of its fibers.
    void dismiss(int worker) {
        const std::unique_lock lock(m_mutex);
        const auto share = [&](int n) {
            return static_cast<std::uint32_t>(
                m_gates.size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(m_workers));
        };
        m_left -= initially(share(worker), share(worker + 1));
        m_ended.notify_all();
    }

  private:
    // A wait that ends by itself.
    struct Timed {
        TimePoint due;
        SuspendingObject* object = nullptr;
        std::uint64_t ticket = 0;
    };
    // Where a suspended actor's fiber waits. Its mutex is the thread's: it is opened by who holds an object's mutex,
    // and must never switch to another fiber there.
    struct Gate {
        std::mutex mutex;
        boost::fibers::condition_variable_any opened;
        bool open = false, yields = false;
        std::optional<TimePoint> due;
        Timed timed;
    };
    // Of these instances, those that begin with the run.
    std::uint32_t initially(std::uint32_t from, std::uint32_t to) const {
        std::uint32_t count = 0;
        for (; from < to; ++from) count += m_crew.spawnedLater(from) ? 0 : 1;
        return count;
    }
    static void open(Gate& gate) {
        {
            const std::unique_lock lock(gate.mutex);
            gate.open = true;
        }
        gate.opened.notify_one();
    }

    void launch(std::uint32_t number, HandoverId spawn, std::uint64_t ticks) {
        boost::fibers::fiber(
            boost::fibers::launch::post, std::allocator_arg, boost::fibers::fixedsize_stack(stackBytes),
            [this, number, spawn, ticks] { perform(number, spawn, ticks); })
            .detach();
    }
    void perform(std::uint32_t number, HandoverId spawn, std::uint64_t ticks) {
        {
            SuspendingActor actor(m_crew, number);
            if (spawn) actor.spawnedBy(spawn, ticks);
            actor.resume(ownWorker());
            while (actor.next()) {
                if (actor.begin()) {
                    pass(m_gates[number], actor);
                    if (m_crew.ended()) {
                        actor.abandon(ownWorker());
                        break;
                    }
                    actor.resume(ownWorker());
                }
                actor.finish();
            }
        }
        if (m_crew.board.foreground() == 0) release();
        const std::unique_lock lock(m_mutex);
        if (--m_left == 0) m_ended.notify_all();
    }
    void pass(Gate& gate, SuspendingActor& actor) {
        if (std::exchange(gate.yields, false)) return boost::this_fiber::yield();
        std::unique_lock lock(gate.mutex);
        const auto opened = [&] { return gate.open || m_crew.ended(); };
        if (const Timed timed = std::exchange(gate.timed, {}); timed.object) {
            if (!gate.opened.wait_until(lock, timed.due, opened)) {
                // Either this opens the gate, or somebody else is about to.
                lock.unlock();
                timed.object->giveUp(timed.ticket, ownWorker().lane.mark().ticks);
                lock.lock();
            }
        }
        if (const auto due = std::exchange(gate.due, std::nullopt)) {
            gate.opened.wait_until(lock, *due, opened);
            actor.slept(ownWorker().lane.mark().ticks, TimePoint::clock::now() - *due);
        } else {
            gate.opened.wait(lock, opened);
        }
        gate.open = false;
    }

    ActorCrew m_crew;
    const NameId m_idle;
    const int m_workers;
    std::vector<Gate> m_gates;
    boost::fibers::mutex m_mutex;
    boost::fibers::condition_variable m_ended;
    std::uint32_t m_left;  // fibers
};

Result<> runScript(ScriptExecution& execution) {
    FiberScheduler scheduler(execution);
    const Watchdog watchdog(execution, scheduler.board(), [&scheduler] { scheduler.release(); });
    return runActorWorkers(
        execution, execution.workers, [&](ActorWorker& worker) { scheduler.work(worker); },
        [&](int worker) {
            for (; worker < execution.workers; ++worker) scheduler.dismiss(worker);
        });
}

#if defined(__SANITIZE_THREAD__)
std::string unavailable() {
    return "the thread sanitizer does not follow Boost.Fiber's switches of stacks: Debian builds it without";
}
#endif

}  // namespace

namespace model {
extern const Model fibers;
const Model fibers = {
    .name = "fibers",
    .title = "Fibers",
    .summary = "A Boost.Fiber with a stack of its own for every actor; a few threads run whichever is ready",
    .family = "coroutine",
    .options = withConstructs({}, family),
    .runGraph = nullptr,
    .runScript = runScript,
    .constructs = family,
    .mostActors = mostFibers,
#if defined(__SANITIZE_THREAD__)
    .unavailable = unavailable,
#endif
};
}  // namespace model

}  // namespace corelane
