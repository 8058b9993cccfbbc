#include "engine/scripts/coroutine_runs.h"

#include "engine/scripts/actor_coroutine.h"
#include "engine/scripts/short_lock.h"
#include "engine/scripts/suspending_object.h"
#include "engine/scripts/watchdog.h"

#include <queue>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace corelane {
namespace {

using Clock = ActorScheduler::TimePoint::clock;

// The worker of the calling thread.
thread_local ActorWorker* ownWorker = nullptr;

// Ready coroutines in one line, and sleeping ones by when they are due.
class CoroutineScheduler final : public ActorScheduler {
  public:
    CoroutineScheduler(ScriptExecution& execution, const MakeSuspendingObject& make)
        : m_crew(execution, *this, make), m_idle(execution.recorder.name("no coroutine ready")),
          m_counter(execution.recorder.counter("ready coroutines", "coroutines")),
          m_actors(execution.script.instances()), m_handles(execution.script.instances()),
          m_workers(execution.workers), m_running(execution.workers) {}
    ~CoroutineScheduler() override {
        for (const auto handle : m_handles)
            if (handle) handle.destroy();
    }

    const WaitBoard& board() const { return m_crew.board; }

    void ready(SuspendingActor& actor) override {
        {
            const std::lock_guard guard(m_mutex);
            m_ready.push_back(actor.number());
            if (m_sleeping == 0) return;
        }
        m_changed.notify_one();
    }
    void readyAt(SuspendingActor& actor, TimePoint due) override {
        const std::lock_guard guard(m_mutex);
        m_timers.push({due, actor.number(), nullptr, 0});
        if (m_sleeping > 0) m_changed.notify_one();  // it may have to wake earlier
    }
    void giveUpAt(TimePoint due, std::uint32_t actor, SuspendingObject& object, std::uint64_t ticket) override {
        const std::lock_guard guard(m_mutex);
        m_timers.push({due, actor, &object, ticket});
        if (m_sleeping > 0) m_changed.notify_one();
    }
    void start(std::uint32_t number, HandoverId spawn, std::uint64_t ticks) override {
        SuspendingActor& child = make(number);
        child.spawnedBy(spawn, ticks);
        ready(child);
    }
    std::coroutine_handle<> next() override {
        ActorWorker& worker = *ownWorker;
        // Without optimisation the compiler turns a transfer into a call: the loop must get control now and then, or
        // the stack runs out.
        constexpr int most = 64;
        if (++worker.transfers >= most) return std::noop_coroutine();
        for (;;) {
            std::unique_lock lock(m_mutex);
            const auto over = wakeDue(worker);
            if (!over.empty()) {
                lock.unlock();
                giveUp(over, worker);
                continue;
            }
            if (m_ready.empty()) return std::noop_coroutine();
            const std::uint32_t number = take();
            lock.unlock();
            return resumed(number, worker);
        }
    }

    // A thread's loop. The first actors are made by whoever is first.
    void work(ActorWorker& worker) {
        ownWorker = &worker;
        makeShare(worker);
        std::unique_lock lock(m_mutex);
        while (wait(worker, lock)) {
            const std::uint32_t number = take();
            lock.unlock();
            worker.transfers = 0;
            resumed(number, worker).resume();
            lock.lock();
        }
        m_changed.notify_all();
        // The last one tells of those who wait still: nobody can resume them any more.
        if (--m_running == 0)
            for (const auto& actor : m_actors)
                if (actor) actor->abandon(worker);
    }
    // So many threads that were to work will not come.
    void dismiss(int threads) {
        const std::lock_guard guard(m_mutex);
        m_running -= threads;
    }

  private:
    struct Timer {
        TimePoint due;
        std::uint32_t actor;
        SuspendingObject* object;  // that it gives up waiting for; null: it slept
        std::uint64_t ticket;
        friend bool operator<(const Timer& a, const Timer& b) { return a.due > b.due; }  // the earliest on top
    };

    SuspendingActor& make(std::uint32_t number) {
        m_actors[number] = std::make_unique<SuspendingActor>(m_crew, number);
        m_handles[number] = perform(*this, *m_actors[number]).handle;
        return *m_actors[number];
    }
    void makeShare(ActorWorker& worker) {
        const WorkerLane::Mark begin = worker.lane.mark();
        const auto bound = [&](int n) {
            return m_actors.size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(m_workers);
        };
        std::vector<std::uint32_t> made;
        for (std::size_t i = bound(worker.lane.index()); i < bound(worker.lane.index() + 1); ++i) {
            const auto number = static_cast<std::uint32_t>(i);
            if (m_crew.spawnedLater(number)) continue;
            make(number);
            made.push_back(number);
        }
        worker.lane.span(begin, State::Startup, m_crew.recorder.name("make coroutines"));
        const std::lock_guard guard(m_mutex);
        m_ready.insert(m_ready.end(), made.begin(), made.end());
        m_changed.notify_all();
    }
    // Actors that have slept are ready; waits whose time is over are returned, to be given up without the mutex.
    std::vector<Timer> wakeDue(ActorWorker& worker) {
        std::vector<Timer> over;
        if (m_timers.empty()) return over;
        const TimePoint now = Clock::now();
        std::uint64_t ticks = 0;
        for (; !m_timers.empty() && m_timers.top().due <= now; m_timers.pop()) {
            if (m_timers.top().object) {
                over.push_back(m_timers.top());
                continue;
            }
            if (ticks == 0) ticks = worker.lane.mark().ticks;
            m_actors[m_timers.top().actor]->slept(ticks, now - m_timers.top().due);
            m_ready.push_back(m_timers.top().actor);
        }
        return over;
    }
    static void giveUp(const std::vector<Timer>& over, ActorWorker& worker) {
        for (const Timer& timer : over) timer.object->giveUp(timer.ticket, worker.lane.mark().ticks);
    }
    // Until a coroutine is ready; false: the run is over.
    bool wait(ActorWorker& worker, std::unique_lock<ShortLock>& lock) {
        WorkerLane::Mark begin{};
        for (;;) {
            if (m_crew.ended()) return false;
            if (const auto over = wakeDue(worker); !over.empty()) {
                lock.unlock();
                giveUp(over, worker);
                lock.lock();
                continue;
            }
            if (!m_ready.empty()) break;
            if (begin.ticks == 0) begin = worker.lane.mark();
            // A copy: the timers may change while this waits, and what looks at its time again must not look there.
            const TimePoint slice = Clock::now() + longestUnheard;
            const TimePoint until = m_timers.empty() ? slice : std::min(slice, m_timers.top().due);
            ++m_sleeping;
            m_changed.wait_until(lock, until);
            --m_sleeping;
        }
        if (begin.ticks != 0) worker.lane.span(begin, State::Idle, m_idle);
        return true;
    }
    std::uint32_t take() {
        const std::uint32_t number = m_ready.front();
        m_ready.pop_front();
        return number;
    }
    std::coroutine_handle<> resumed(std::uint32_t number, ActorWorker& worker) {
        m_actors[number]->resume(worker);
        return m_handles[number];
    }

    ActorCrew m_crew;
    const NameId m_idle;
    const CounterId m_counter;
    std::vector<std::unique_ptr<SuspendingActor>> m_actors;
    std::vector<std::coroutine_handle<>> m_handles;
    const int m_workers;

    ShortLock m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::uint32_t> m_ready;
    std::priority_queue<Timer> m_timers;
    int m_sleeping = 0, m_running;
};

}  // namespace

Result<> runActorsAsCoroutines(ScriptExecution& execution, const MakeSuspendingObject& make) {
    CoroutineScheduler scheduler(execution, make);
    const Watchdog watchdog(execution, scheduler.board(), [] {});
    return runActorWorkers(
        execution, execution.workers, [&](ActorWorker& worker) { scheduler.work(worker); },
        [&](int worker) { scheduler.dismiss(execution.workers - worker); });
}

}  // namespace corelane
