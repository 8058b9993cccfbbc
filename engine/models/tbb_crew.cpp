#include "engine/models/tbb_crew.h"

#include "engine/record/sanitizer_order.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_scheduler_observer.h>

namespace corelane {
namespace {

thread_local TbbCrew::Seat t_seat;

// Has every thread that enters the arena take its seat.
class Entrance : public tbb::task_scheduler_observer {
  public:
    Entrance(tbb::task_arena& arena, const TbbCrew& crew) : task_scheduler_observer(arena), m_crew(crew) {
        observe(true);
    }
    ~Entrance() override { observe(false); }
    void on_scheduler_entry(bool) override { static_cast<void>(m_crew.seat()); }

  private:
    const TbbCrew& m_crew;
};

}  // namespace

TbbCrew::Seat::~Seat() {
    if (worker) worker->waited(State::Idle, crew->idleName());
}

TbbCrew::TbbCrew(Execution& execution, const Outputs& outputs, WorkerLane::Mark created)
    : m_execution(execution), m_outputs(outputs), m_created(created),
      m_idleName(execution.recorder.name("no task ready")) {}

TbbCrew::Seat& TbbCrew::seat() const {
    if (t_seat.crew != this) {
        const int index = m_seats.fetch_add(1, std::memory_order_relaxed);
        CORELANE_ASSERT(index < m_execution.workers);
        orderedAfter(&m_created);
        t_seat.worker.emplace(m_execution, m_outputs, index, m_created);
        t_seat.crew = this;
    }
    return t_seat;
}

void TbbCrew::beginNow() const {
    m_created = markBefore(m_execution.recorder);
    orderedBefore(&m_created);
}

Result<> runInArena(Execution& execution, const Outputs& outputs, const std::function<void(const TbbCrew&)>& work) {
    execution.recorder.begin();
    // Outlives oneTBB's threads, which live longer than their arena.
    const TbbCrew crew(execution, outputs, markBefore(execution.recorder));
    bool ended = false;
    // A thread of its own takes the caller's part, and oneTBB's threads end with the run: every run pays for its
    // threads, as under the other models, and none is left behind bound to a core.
    Result<> result = runOnFreshThread([&] {
        tbb::task_scheduler_handle scheduler{tbb::attach{}};
        {
            const tbb::global_control limit(
                tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(execution.workers));
            tbb::task_arena arena(execution.workers);
            arena.initialize();
            const Entrance entrance(arena, crew);
            arena.execute([&] { work(crew); });
            t_seat.worker.reset();
        }
        ended = tbb::finalize(scheduler, std::nothrow);
    });
    execution.recorder.end();
    if (result && !ended)
        return fail(
            Error::Kind::Failed,
            "oneTBB's threads did not end: run this model in a process that uses oneTBB for nothing else");
    return result;
}

}  // namespace corelane
