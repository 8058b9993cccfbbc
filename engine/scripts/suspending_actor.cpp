#include "engine/scripts/suspending_actor.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/suspending_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corelane {
namespace {

// The delay before an actor's first step.
const Step firstSleep = [] {
    Step step;
    step.kind = StepKind::Sleep;
    return step;
}();

}  // namespace

ActorCrew::ActorCrew(ScriptExecution& execution, ActorScheduler& resumer)
    : script(execution.script), recorder(execution.recorder), scheduler(resumer), names(script, recorder),
      board(script), objects(makeSuspendingObjects(execution)), readyName(recorder.name("ready")),
      sleepName(recorder.name("sleep")), poolName(recorder.name("pool")), worthNoting(roughTicks(recorder, 1'000)) {}

ActorCrew::~ActorCrew() = default;

SuspendingActor::SuspendingActor(ActorCrew& crew, std::uint32_t instance)
    : m_crew(crew), m_number(instance),
      m_background(crew.script.actors()[crew.script.instance(instance).actor].background),
      m_program(crew.script, instance) {}

SuspendingActor::~SuspendingActor() {
    m_crew.recorder.addTasks(m_program.tasks(), m_program.digest());
}

bool SuspendingActor::stopped() const {
    return m_failed || m_crew.recorder.stopRequested() || (m_background && m_crew.board.foreground() == 0);
}

void SuspendingActor::fault(const std::string& what) {
    m_crew.recorder.fault(fmt::format("{} {}", m_crew.script.instanceName(m_number), what));
    m_crew.recorder.requestStop();
    m_failed = true;
}

SuspendingObject& SuspendingActor::object() const {
    return *m_crew.objects[m_step->object];
}

// ---- steps --------------------------------------------------------------------------------------

bool SuspendingActor::next() {
    if (!std::exchange(m_started, true) && m_program.delay() > 0) {
        m_step = &firstSleep;
        return true;
    }
    while (!stopped()) {
        m_step = m_program.next();
        if (!m_step) {
            const std::uint32_t self = m_crew.script.instance(m_number).actor;
            for (std::uint32_t o = 0; o < m_crew.objects.size(); ++o)
                if (m_crew.script.puts(self, o)) m_crew.objects[o]->producerEnded(*this);
            break;
        }
        switch (m_step->kind) {
        case StepKind::Sleep:
        case StepKind::Yield:
        case StepKind::Lock:
        case StepKind::SharedLock:
        case StepKind::Unlock:
        case StepKind::Acquire:
        case StepKind::Wait:
        case StepKind::Barrier:
        case StepKind::Put:
        case StepKind::Get:
        case StepKind::Each:
            return true;
        case StepKind::Run:
        case StepKind::Busy:
            if (m_crew.scheduler.offloads()) return true;
            work(*m_worker);
            break;
        default:
            carryOut();
        }
        m_crew.board.moved(m_number);
    }
    m_crew.board.ended(m_number);
    return false;
}

void SuspendingActor::work(ActorWorker& by) {
    const Mark begin = by.lane.mark();
    if (m_suspended) noteWait(by, begin, 0);
    m_program.add(doWork(*m_step, m_program.amount(), [this] { return stopped(); }));
    by.last = by.lane.mark();
    by.lane.span(begin, by.last, State::Useful, m_crew.names.of(*m_step), m_program.task());
    by.lane.taskSpan(m_number, begin, by.last, State::Useful, m_crew.names.of(*m_step), m_program.task());
    m_since = m_ready = by.last.ticks;
}

// Steps at which nobody ever waits.
void SuspendingActor::carryOut() {
    switch (m_step->kind) {
    case StepKind::TryLock:
        if (object().tryLock(*this))
            m_program.locked();
        else
            m_program.missed();
        return;
    case StepKind::Release:
        return object().release(*this, m_step->count);
    case StepKind::NotifyOne:
    case StepKind::NotifyAll:
        return object().notify(*this, m_step->kind == StepKind::NotifyAll);
    case StepKind::Set:
        return object().set(*this);
    case StepKind::Clear:
        return object().clear(*this);
    case StepKind::Close:
        return object().close(*this);
    case StepKind::Add:
        return object().add(*this, m_step->count);
    case StepKind::Fail:
        m_crew.recorder.fault(failure(m_crew.script, m_number, *m_step));
        m_crew.recorder.requestStop();
        return;
    default:
        CORELANE_ASSERT(false);
    }
}

bool SuspendingActor::begin() {
    using Outcome = SuspendingObject::Outcome;
    Outcome outcome = Outcome::Done;
    switch (m_step->kind) {
    case StepKind::Sleep:
        return suspendFor(m_step == &firstSleep ? m_program.delay() : m_program.amount());
    case StepKind::Yield:
        suspend(State::Runnable, m_crew.readyName);
        m_crew.scheduler.yielded(*this);
        return true;
    case StepKind::Run:
    case StepKind::Busy:
        suspend(State::Queue, m_crew.poolName);
        m_crew.scheduler.offload(*this);
        return true;
    case StepKind::Lock:
        outcome = object().lock(*this);
        break;
    case StepKind::SharedLock:
        outcome = object().lockShared(*this);
        break;
    case StepKind::Unlock:
        outcome = object().unlock(*this);
        break;
    case StepKind::Acquire:
        outcome = object().acquire(*this, m_step->count);
        break;
    case StepKind::Wait:
        outcome = object().wait(*this, m_step->mutex == noObject ? nullptr : m_crew.objects[m_step->mutex].get());
        break;
    case StepKind::Barrier:
        outcome = object().meet(*this);
        break;
    case StepKind::Put:
        outcome = object().put(*this, m_program.itemValue());
        break;
    case StepKind::Get:
    case StepKind::Each:
        outcome = object().take(*this);
        break;
    default:
        CORELANE_ASSERT(false);
    }
    if (outcome == Outcome::Suspended) return true;
    if (outcome == Outcome::Failed) m_failed = true;
    return false;
}

bool SuspendingActor::suspendFor(double microseconds) {
    const auto until = ActorScheduler::TimePoint::clock::now() +
                       std::chrono::nanoseconds(static_cast<std::int64_t>(microseconds * 1000));
    suspend(State::Idle, m_crew.sleepName);
    m_crew.scheduler.readyAt(*this, until);
    return true;
}

// The clock of time and the recorder's ticks are not the same: the time slept is a part of the ticks since it began.
void SuspendingActor::slept(std::uint64_t now, std::chrono::nanoseconds late) {
    const double asked = 1000 * (m_step == &firstSleep ? m_program.delay() : m_program.amount());
    const double over = std::max(0.0, static_cast<double>(late.count()));
    const auto lateTicks = static_cast<double>(now - m_since) * over / std::max(1.0, asked + over);
    m_ready = now - static_cast<std::uint64_t>(lateTicks);
}

void SuspendingActor::finish() {
    if (m_failed) return;
    if (m_step->kind == StepKind::Get || m_step->kind == StepKind::Each)
        took();
    else if (m_step->kind == StepKind::Put && m_brought == Brought::Failed)
        fault("puts into " + object().name + ", which is closed; close it after the last item");
    m_brought = Brought::Nothing;
    m_crew.board.moved(m_number);
}

void SuspendingActor::took() {
    const bool item = m_brought == Brought::Item;
    if (item && m_crew.script.drained(m_step->object)) m_program.add(takenValue(m_value));
    if (m_step->kind == StepKind::Each)
        item ? m_program.took(m_value) : m_program.closed();
    else if (!item)
        fault("takes from " + object().name + ", which is closed and empty; put more, or take less");
}

// ---- waits --------------------------------------------------------------------------------------

void SuspendingActor::suspend(State state, NameId name) {
    m_since = m_ready = m_worker->lane.mark().ticks;
    m_waitState = state;
    m_waitName = name;
    m_handover = 0;
    m_suspended = true;
}

void SuspendingActor::waitFor(const Waitable& what, State state, std::uint64_t ticket) {
    suspend(state, what.span);
    m_crew.board.waits(m_number, what, ticket);
}

HandoverId SuspendingActor::give(const Waitable& what, std::uint64_t heldSince, Mark at) {
    const HandoverId id = m_crew.recorder.handovers(1);
    m_worker->lane.taskGive(m_number, at, what.span, id, 1, heldSince);
    return id;
}

void SuspendingActor::giveTo(SuspendingActor& waiter, const Waitable& what, std::uint64_t heldSince) {
    const Mark now = m_worker->lane.mark();
    waiter.m_handover = give(what, heldSince, now);
    waiter.m_ready = now.ticks;
    m_crew.board.goesOn(waiter.m_number);
    m_crew.scheduler.ready(waiter);
}

void SuspendingActor::giveToWaitFor(SuspendingActor& waiter, const Waitable& what, const Waitable& then) {
    const Mark now = m_worker->lane.mark();
    waiter.noteWait(*m_worker, now, give(what, 0, now));
    waiter.m_since = waiter.m_ready = now.ticks;
    waiter.m_waitName = then.span;
    m_crew.board.waits(waiter.m_number, then, 0);
}

void SuspendingActor::goOn(SuspendingActor& waiter) {
    waiter.m_ready = m_worker->lane.mark().ticks;
    m_crew.board.goesOn(waiter.m_number);
    m_crew.scheduler.ready(waiter);
}

void SuspendingActor::noteWait(ActorWorker& by, Mark end, HandoverId handover) {
    by.lane.taskWait(m_number, {m_since, noCore}, end, m_waitState, m_waitName, handover);
}

void SuspendingActor::resume(ActorWorker& worker) {
    m_worker = &worker;
    worker.last = worker.lane.mark();
    if (!std::exchange(m_suspended, false)) return;
    const Mark now = worker.last, ready{m_ready, noCore};
    if (now.ticks - m_ready < m_crew.worthNoting) {
        if (m_ready != m_since) noteWait(worker, now, m_handover);
        return;
    }
    if (m_ready != m_since) noteWait(worker, ready, 0);
    worker.lane.taskWait(m_number, ready, now, State::Runnable, m_crew.readyName, m_handover);
    m_handover = 0;
}

void SuspendingActor::abandon(ActorWorker& worker) {
    if (m_suspended) noteWait(worker, worker.lane.mark(), 0);
}

}  // namespace corelane
