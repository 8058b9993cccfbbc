// An event loop: one thread, one asio::io_context. Every actor is a coroutine that a posted handler or an expired
// timer resumes; what computes for long stalls all others, unless it is given to a pool.
#include "engine/constructs/construct.h"
#include "engine/models/model.h"
#include "engine/scripts/actor_coroutine.h"
#include "engine/scripts/suspending_object.h"
#include "engine/scripts/watchdog.h"

#include <algorithm>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace corelane {
namespace {

constexpr std::string_view family = "event_loop";  // of constructs
constexpr std::string_view places[] = {"loop", "pool"};

constexpr Option options[] = {
    {"work", Option::Type::Choice, places[0],
     "where steps of work are done: in the loop, which stalls it, or by a pool of the other workers", places},
};

// The loop's thread is worker 0, those of the pool follow.
class EventLoop final : public ActorScheduler {
  public:
    explicit EventLoop(ScriptExecution& execution)
        : m_execution(execution), m_crew(execution, *this, suspendingMakerOf(family, execution.options)),
          m_pooled(execution.options.text("work") == "pool"), m_waitName(execution.recorder.name("wait for events")),
          m_poolWaitName(execution.recorder.name("no work")), m_lag(execution.recorder.counter("loop lag", "µs")),
          m_guard(m_loop.get_executor()), m_poolGuard(m_pool.get_executor()), m_probe(m_loop) {}
    ~EventLoop() override {
        for (const Seat& seat : m_seats)
            if (seat.handle) seat.handle.destroy();
        for (auto& [descriptor, watched] : m_watched) watched.release();  // they are the objects'
    }

    const WaitBoard& board() const { return m_crew.board; }
    int poolThreads() const { return m_pooled ? std::max(1, m_execution.workers - 1) : 0; }

    void ready(SuspendingActor& actor) override {
        asio::post(m_loop, [this, number = actor.number()] { goOn(number); });
    }
    void readyAt(SuspendingActor& actor, TimePoint due) override {
        Seat& seat = m_seats[actor.number()];
        if (!seat.timer) seat.timer = std::make_unique<asio::steady_timer>(m_loop);
        seat.timer->expires_at(due);
        seat.timer->async_wait([this, due, number = actor.number()](const asio::error_code& error) {
            if (error) return;
            awake();
            m_seats[number].actor->slept(m_worker->lane.mark().ticks, TimePoint::clock::now() - due);
            goOn(number);
        });
    }
    void giveUpAt(TimePoint due, std::uint32_t actor, SuspendingObject& object, std::uint64_t ticket) override {
        Seat& seat = m_seats[actor];
        if (!seat.timer) seat.timer = std::make_unique<asio::steady_timer>(m_loop);
        seat.timed = true;
        seat.timer->expires_at(due);
        seat.timer->async_wait([this, &object, ticket](const asio::error_code& error) {
            if (error) return;  // cancelled
            awake();
            object.giveUp(ticket, m_worker->lane.mark().ticks);
        });
    }
    void whenReadable(int descriptor, std::function<void(std::uint64_t)> then) override {
        auto& watched = m_watched.try_emplace(descriptor, m_loop, descriptor).first->second;
        watched.async_wait(
            asio::posix::descriptor_base::wait_read, [this, then = std::move(then)](const asio::error_code& error) {
                if (error) return;
                awake();
                then(m_worker->lane.mark().ticks);
            });
    }
    void start(std::uint32_t number, HandoverId spawn, std::uint64_t ticks) override {
        SuspendingActor& child = make(number);
        child.spawnedBy(spawn, ticks);
        ready(child);
    }
    bool offloads() const override { return m_pooled; }
    void offload(SuspendingActor& actor) override {
        asio::post(m_pool, [this, &actor] {
            actor.work(*poolWorker);
            ready(actor);
        });
    }

    void runLoop(ActorWorker& worker) {
        m_worker = &worker;
        makeActors();
        probe(TimePoint::clock::now());
        // poll() returns when nothing is ready, or the loop was stopped: by the last actor, or the probe.
        while (!m_crew.ended()) {
            if (m_loop.poll() != 0) continue;
            m_idleSince = worker.lane.mark();
            m_loop.run_one_for(longestUnheard);
            awake();
        }
        m_pool.stop();
        for (const Seat& seat : m_seats)
            if (seat.actor) seat.actor->abandon(worker);
    }
    void runPool(ActorWorker& worker) {
        poolWorker = &worker;
        while (!m_pool.stopped()) {
            if (m_pool.poll_one() != 0) continue;
            const WorkerLane::Mark begin = worker.lane.mark();
            // What comes now is run after the wait was noted.
            if (m_pool.run_one_for(longestUnheard) != 0)
                worker.lane.span(begin, worker.last, State::Idle, m_poolWaitName);
        }
    }

  private:
    struct Seat {
        std::unique_ptr<SuspendingActor> actor;
        std::coroutine_handle<> handle;
        std::unique_ptr<asio::steady_timer> timer;
        bool timed = false;  // the timer ends a wait, which may end before
    };

    SuspendingActor& make(std::uint32_t number) {
        Seat& seat = m_seats[number];
        seat.actor = std::make_unique<SuspendingActor>(m_crew, number);
        seat.handle = perform(*this, *seat.actor).handle;
        return *seat.actor;
    }
    void makeActors() {
        const WorkerLane::Mark begin = m_worker->lane.mark();
        m_seats.resize(m_crew.script.instances());
        for (std::uint32_t i = 0; i < m_seats.size(); ++i) {
            if (!m_crew.spawnedLater(i)) ready(make(i));
        }
        m_worker->lane.span(begin, State::Startup, m_crew.recorder.name("make coroutines"));
    }
    // The loop's wait is over: by whichever handler is first.
    void awake() {
        if (m_idleSince.ticks == 0) return;
        m_worker->lane.span(m_idleSince, State::Idle, m_waitName);
        m_idleSince = {};
    }
    void goOn(std::uint32_t number) {
        awake();
        if (std::exchange(m_seats[number].timed, false)) m_seats[number].timer->cancel();
        m_seats[number].actor->resume(*m_worker);
        m_seats[number].handle.resume();
        if (m_crew.ended()) m_loop.stop();
    }
    // Every few milliseconds: how late the loop comes to what is due.
    void probe(TimePoint due) {
        constexpr std::chrono::milliseconds every{5};
        m_probe.expires_at(due + every);
        m_probe.async_wait([this, due = due + every](const asio::error_code& error) {
            if (error) return;
            awake();
            const auto now = TimePoint::clock::now();
            m_worker->lane.counter(m_lag, std::chrono::duration_cast<std::chrono::microseconds>(now - due).count());
            if (m_crew.ended()) return m_loop.stop();
            probe(now);
        });
    }

    static thread_local ActorWorker* poolWorker;

    ScriptExecution& m_execution;
    ActorCrew m_crew;
    const bool m_pooled;
    const NameId m_waitName, m_poolWaitName;
    const CounterId m_lag;
    asio::io_context m_loop{1}, m_pool;
    asio::executor_work_guard<asio::io_context::executor_type> m_guard, m_poolGuard;
    asio::steady_timer m_probe;
    std::vector<Seat> m_seats;
    std::map<int, asio::posix::stream_descriptor> m_watched;
    ActorWorker* m_worker = nullptr;
    WorkerLane::Mark m_idleSince{};
};

thread_local ActorWorker* EventLoop::poolWorker = nullptr;

Result<> runScript(ScriptExecution& execution) {
    EventLoop loop(execution);
    const Watchdog watchdog(execution, loop.board(), [] {});
    return runActorWorkers(
        execution, 1 + loop.poolThreads(),
        [&](ActorWorker& worker) { worker.lane.index() == 0 ? loop.runLoop(worker) : loop.runPool(worker); },
        [](int) {});
}

}  // namespace

namespace model {
extern const Model event_loop;
const Model event_loop = {
    .name = "event_loop",
    .title = "Event loop",
    .summary = "One thread runs an Asio io_context; actors are coroutines that its handlers and timers resume",
    .family = "coroutine",
    .options = withConstructs(options, family),
    .runGraph = nullptr,
    .runScript = runScript,
    .constructs = family};
}  // namespace model

}  // namespace corelane
