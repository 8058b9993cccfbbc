#include "engine/scripts/suspending_actor.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/suspending_object.h"
#include "engine/scripts/suspending_offspring.h"
#include "workloads/actor_needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corelane {
namespace {

std::chrono::nanoseconds microseconds(double count) {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(count * 1000));
}

// At these an actor may have to be suspended.
bool mayWait(const Step& step) {
    switch (step.kind) {
    case StepKind::Sleep:
    case StepKind::Timer:
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
    case StepKind::Serve:
    case StepKind::Call:
    case StepKind::Join:
        return true;
    case StepKind::TryLock:
        return step.within.count() > 0;
    default:
        return false;
    }
}

Step stepOfKind(StepKind kind) {
    Step step;
    step.kind = kind;
    return step;
}

// The delay before an actor's first step, and letting others go first.
const Step firstSleep = stepOfKind(StepKind::Sleep), yieldStep = stepOfKind(StepKind::Yield);

}  // namespace

ActorCrew::ActorCrew(ScriptExecution& execution, ActorScheduler& resumer, const MakeSuspendingObject& make)
    : script(execution.script), recorder(execution.recorder), scheduler(resumer), names(script, recorder),
      board(script), readyName(recorder.name("ready")), sleepName(recorder.name("sleep")),
      poolName(recorder.name("pool")), prepareName(recorder.name("prepare")),
      worthNoting(roughTicks(recorder, 1'000)) {
    for (std::uint32_t o = 0; o < script.objects().size(); ++o) {
        const ScriptObject& declared = script.objects()[o];
        const ObjectUsers users{script.producers(o), script.takers(o)};
        auto& object = objects.emplace_back(
            declared.kind == ObjectKind::Service ? makeAwaitableService(declared, users.producers)
                                                 : make(declared, users));
        object->name = declared.name;
        object->span = recorder.name(declared.name);
    }
    for (std::uint32_t a = 0; a < script.actors().size(); ++a) {
        const ScriptActor& actor = script.actors()[a];
        auto& of = offspring.emplace_back();
        if (!actor.spawned) continue;
        of = std::make_unique<SuspendingOffspring>(script.firstInstance(a), actor.count);
        of->name = actor.name;
        of->span = recorder.name(actor.name);
    }
}

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
    if (!std::exchange(m_started, true) && prepare() && m_program.delay() > 0) {
        m_step = &firstSleep;
        return true;
    }
    while (!stopped()) {
        if (std::exchange(m_again, false)) return true;
        m_step = m_program.next();
        if (!m_step) {
            end();
            break;
        }
        if (mayWait(*m_step) || (meetsNobody(m_step->kind) && m_crew.scheduler.offloads())) return true;
        carryOut();
        m_crew.board.moved(m_number);
        // It may go on for ever, and nobody takes the thread from it.
        if (m_background && meetsNobody(m_step->kind)) {
            m_step = &yieldStep;
            return true;
        }
    }
    m_crew.board.ended(m_number);
    return false;
}

void SuspendingActor::end() {
    const std::uint32_t self = m_crew.script.instance(m_number).actor;
    for (std::uint32_t o = 0; o < m_crew.objects.size(); ++o) {
        if (m_crew.script.puts(self, o)) m_crew.objects[o]->producerEnded(*this);
        if (m_crew.script.takes(self, o)) m_crew.objects[o]->takerEnded(*this);
    }
    if (m_crew.offspring[self]) m_crew.offspring[self]->ended(*this);
}

bool SuspendingActor::prepare() {
    const ScriptActor& actor = m_crew.script.actors()[m_crew.script.instance(m_number).actor];
    const ActorNeeds needs = needsOf(actor);
    if (!needs.anyMade() && !needs.timer) return true;
    m_belongings = std::make_unique<Belongings>();
    const Mark begin = m_worker->lane.mark();
    const auto made = m_belongings->make(actor);
    m_worker->last = m_worker->lane.mark();
    m_worker->lane.taskSpan(m_number, begin, m_worker->last, State::Startup, m_crew.prepareName);
    if (!made) fault(made.error().message);
    return made.has_value();
}

void SuspendingActor::own(ActorWorker& by) {
    static Belongings none;  // what only computes needs nothing
    const Mark begin = by.lane.mark();
    const auto ended = doOwnStep(
        *m_step, m_program, m_belongings ? *m_belongings : none, by.lane, m_crew.names, [this] { return stopped(); });
    if (!ended) return fault(ended.error().message);
    by.last = *ended;
    by.lane.taskSpan(
        m_number, begin, by.last, isWork(m_step->kind) ? State::Useful : State::Io, m_crew.names.of(*m_step),
        m_program.task());
}

void SuspendingActor::work(ActorWorker& by) {
    noteWait(by, by.lane.mark(), 0);
    own(by);
    m_since = m_ready = by.last.ticks;
}

void SuspendingActor::spawn() {
    SuspendingOffspring& offspring = *m_crew.offspring[m_step->actor];
    for (std::uint64_t i = 0; i < m_step->count; ++i) {
        const auto child = offspring.next(m_number);
        if (!child)
            return fault("at " + m_step->place + " spawns more of " + offspring.name + " than chance should allow");
        const Mark now = m_worker->lane.mark();
        m_crew.board.born(*child);
        m_crew.scheduler.start(*child, give(offspring, 0, now), now.ticks);
    }
}

void SuspendingActor::spawnedBy(HandoverId spawn, std::uint64_t ticks) {
    m_since = m_ready = ticks;
    m_handover = spawn;
    m_suspended = true;
}

// Steps at which nobody ever waits.
void SuspendingActor::carryOut() {
    switch (m_step->kind) {
    case StepKind::Run:
    case StepKind::Busy:
    case StepKind::Generate:
    case StepKind::Memory:
    case StepKind::FileRead:
    case StepKind::FileWrite:
        return own(*m_worker);
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
    case StepKind::Reply:
        return object().reply(*this, m_program.itemValue());
    case StepKind::Spawn:
        return spawn();
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
        sleepFor(microseconds(m_step == &firstSleep ? m_program.delay() : m_program.amount()));
        return true;
    case StepKind::Timer:
        startTimer();
        return true;
    case StepKind::Yield:
        suspend(State::Runnable, m_crew.readyName);
        m_crew.scheduler.yielded(*this);
        return true;
    case StepKind::Run:
    case StepKind::Busy:
    case StepKind::Generate:
    case StepKind::Memory:
    case StepKind::FileRead:
    case StepKind::FileWrite:
        suspend(State::Queue, m_crew.poolName);
        m_crew.scheduler.offload(*this);
        return true;
    case StepKind::Lock:
        outcome = object().lock(*this);
        break;
    case StepKind::TryLock:
        return tryLock();
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
        if (m_step->counter != noObject && !waitsOn()) break;
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
    case StepKind::Serve:
        outcome = object().take(*this);
        break;
    case StepKind::Call:
        outcome = object().call(*this, m_program.itemValue());
        break;
    case StepKind::Join:
        outcome = m_crew.offspring[m_step->actor]->join(*this);
        break;
    default:
        CORELANE_ASSERT(false);
    }
    if (outcome == Outcome::Suspended) return true;
    if (outcome == Outcome::Failed) m_failed = true;
    return false;
}

// From being suspended on it may run elsewhere, or be gone.
bool SuspendingActor::tryLock() {
    SuspendingObject& lock = object();
    ActorScheduler& scheduler = m_crew.scheduler;
    const auto until = ActorScheduler::TimePoint::clock::now() + m_step->within;
    const std::uint32_t self = m_number;
    std::uint64_t ticket = 0;
    if (lock.tryLockFor(*this, ticket) != SuspendingObject::Outcome::Suspended) return false;
    scheduler.giveUpAt(until, self, lock, ticket);
    return true;
}

void SuspendingActor::sleepFor(std::chrono::nanoseconds time) {
    const auto until = ActorScheduler::TimePoint::clock::now() + time;
    m_value = static_cast<std::uint64_t>(time.count());
    suspend(State::Idle, m_crew.sleepName);
    m_crew.scheduler.readyAt(*this, until);
}

// Its period may have ended already: then it lets others go first, and goes on.
void SuspendingActor::startTimer() {
    const auto now = ActorScheduler::TimePoint::clock::now();
    const auto end = m_belongings->timer.next(m_program.amount(), m_step->timer, now);
    m_value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, (end - now).count()));
    m_periodEnd = end;
    suspend(State::Idle, m_crew.names.timer());
    m_crew.scheduler.readyAt(*this, end);
}

bool SuspendingActor::waitsOn() const {
    return m_crew.objects[m_step->counter]->value() < m_step->atLeast;
}

// The clock of time and the recorder's ticks are not the same: the time slept is a part of the ticks since it began.
void SuspendingActor::slept(std::uint64_t now, std::chrono::nanoseconds late) {
    const auto asked = static_cast<double>(m_value);
    const double over = std::max(0.0, static_cast<double>(late.count()));
    const auto lateTicks = static_cast<double>(now - m_since) * over / std::max(1.0, asked + over);
    m_ready = now - static_cast<std::uint64_t>(lateTicks);
}

void SuspendingActor::finish() {
    if (m_failed) return;
    if (m_step->kind == StepKind::Get || m_step->kind == StepKind::Each || m_step->kind == StepKind::Serve)
        took();
    else if (m_step->kind == StepKind::TryLock)
        m_brought == Brought::Failed ? m_program.missed() : m_program.locked();
    else if (m_step->kind == StepKind::Timer)
        noteLateness();
    else if (m_step->kind == StepKind::Wait && m_step->counter != noObject)
        m_again = waitsOn();
    else if (m_step->kind == StepKind::Put && m_brought == Brought::Failed)
        fault("puts into " + object().name + ", which is closed; close it after the last item");
    m_brought = Brought::Nothing;
    m_crew.board.moved(m_number);
}

void SuspendingActor::noteLateness() {
    const auto late =
        std::chrono::duration_cast<std::chrono::microseconds>(ActorScheduler::TimePoint::clock::now() - m_periodEnd);
    m_worker->lane.counter(
        m_crew.names.lateness(m_crew.script.instance(m_number).actor), std::max<std::int64_t>(0, late.count()));
}

void SuspendingActor::took() {
    const bool item = m_brought == Brought::Item;
    if (item && m_crew.script.drained(m_step->object)) m_program.add(takenValue(m_value));
    if (m_step->kind == StepKind::Serve && m_step->count == 1 && !item)
        return fault("at " + m_step->place + " serves a call that nobody makes; serve fewer");
    if (m_step->kind != StepKind::Get)
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
    m_crew.board.waits(m_number, what, ticket, m_since);
}

void SuspendingActor::waitForAWhile(const Waitable& what, State state) {
    suspend(state, what.span);
}

void SuspendingActor::giveUp(std::uint64_t ticks) {
    bring(Brought::Failed);
    goOnAt(ticks);
}

void SuspendingActor::goOnAt(std::uint64_t ticks, HandoverId handover) {
    m_handover = handover;
    m_ready = ticks;
    m_crew.board.goesOn(m_number);
    m_crew.scheduler.ready(*this);
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
    m_crew.board.waits(waiter.m_number, then, 0, now.ticks);
}

void SuspendingActor::goOn(SuspendingActor& waiter) {
    waiter.goOnAt(m_worker->lane.mark().ticks);
}

void SuspendingActor::noteWait(ActorWorker& by, Mark end, HandoverId handover) {
    by.lane.taskWait(m_number, {m_since, noCore}, end, m_waitState, m_waitName, handover);
}

void SuspendingActor::resume(ActorWorker& worker) {
    m_worker = &worker;
    worker.last = worker.lane.mark();
    if (!std::exchange(m_suspended, false)) return;
    // What ended the wait is told where it ends: when it runs again.
    const Mark now = worker.last, ready{m_ready, noCore};
    const bool apart = now.ticks - m_ready >= m_crew.worthNoting, waited = m_ready != m_since;
    if (waited) noteWait(worker, apart ? ready : now, apart ? 0 : m_handover);
    if (apart || (!waited && m_handover))
        worker.lane.taskWait(m_number, ready, now, State::Runnable, m_crew.readyName, m_handover);
}

void SuspendingActor::abandon(ActorWorker& worker) {
    if (m_suspended) noteWait(worker, worker.lane.mark(), 0);
}

}  // namespace corelane
