#include "engine/scripts/actor.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/blocking_object.h"
#include "engine/scripts/offspring.h"
#include "engine/scripts/step_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace corelane {
namespace {

int pinnedNumber(const ScriptExecution& execution, std::uint32_t instance) {
    const Script::Instance at = execution.script.instance(instance);
    const auto& wanted = execution.script.actors()[at.actor].cores;
    // One that was allowed before the run may have been forbidden since; 0 is that of whoever made the thread.
    if (const int priority = execution.script.actors()[at.actor].priority; priority != 0)
        static_cast<void>(setOwnPriority(priority));
    std::vector<int> cores(execution.cores.begin(), execution.cores.end());
    if (!wanted.empty()) {
        cores.clear();
        for (const int core : wanted)
            cores.push_back(execution.cores[static_cast<std::size_t>(core) % execution.cores.size()]);
    }
    pinThread(cores, execution.pin && wanted.empty(), static_cast<int>(instance));
    return static_cast<int>(instance);
}

}  // namespace

Actor::Actor(
    ScriptExecution& execution, const StepNames& names, WaitBoard& board, std::uint32_t instance,
    WorkerLane::Mark created, HandoverId spawn, std::string_view making)
    : m_recorder(execution.recorder), m_board(board), m_script(execution.script), m_number(instance),
      m_background(m_script.actors()[m_script.instance(instance).actor].background),
      m_program(execution.script, instance), m_belongings(std::make_unique<Belongings>()),
      m_lane(
          execution.recorder, pinnedNumber(execution, instance), execution.script.instanceName(instance),
          spawn ? created.ticks : 0),
      m_last(m_lane.mark()), m_names(names), m_sleepName(execution.recorder.name("sleep")) {
    m_lane.wait(created, m_last, State::Startup, m_recorder.name(making), spawn);
    m_lane.open(State::Overhead, m_recorder.name("steps"));
}

Actor::~Actor() {
    m_recorder.addTasks(m_program.tasks(), m_program.digest());
    m_board.ended(m_number);
    m_lane.close();
}

bool Actor::stopped() const {
    return m_recorder.stopRequested() || (m_background && m_board.foreground() == 0);
}

void Actor::fault(const std::string& what) {
    m_recorder.fault(fmt::format("{} {}", m_script.instanceName(m_number), what));
    m_recorder.requestStop();
}

HandoverId Actor::give(const Waitable& what, std::uint32_t count, std::uint64_t sinceTicks) {
    const HandoverId first = m_recorder.handovers(count);
    m_lane.give(what.span, first, static_cast<std::uint16_t>(std::min(count, 0xffffu)), sinceTicks);
    return first;
}

void Actor::recovers(const Waitable& what) {
    const WorkerLane::Mark begin = m_lane.mark();
    const NameId name = m_recorder.name(what.name + ": its owner died");
    m_last = m_lane.mark();
    m_lane.span(begin, m_last, State::Lock, name);
}

Actor::Waiting::~Waiting() {
    if (!m_over) end();
}

void Actor::Waiting::endNow(HandoverId handover) {
    endedBy(handover);
    end();
    m_over = true;
}

void Actor::Waiting::end() {
    if (m_watched == Watched::Yes) m_actor.m_board.goesOn(m_actor.number());
    m_actor.m_last = m_actor.m_lane.mark();
    m_actor.m_lane.wait(m_begin, m_actor.m_last, m_state, m_name, m_handover);
}

void Actor::Waiting::parks() {
    const WorkerLane::Mark now = m_actor.m_lane.mark();
    m_actor.m_lane.wait(m_begin, now, m_state, m_name, 0);
    m_begin = now;
    m_first = m_actor.m_recorder.handovers(0);
    m_name = m_parkName;
}

bool Actor::prepare() {
    const ScriptActor& actor = m_script.actors()[m_script.instance(m_number).actor];
    if (!needsOf(actor).anyMade()) return true;
    const WorkerLane::Mark begin = m_lane.mark();
    const auto made = m_belongings->make(actor);
    m_last = m_lane.mark();
    m_lane.span(begin, m_last, State::Startup, m_recorder.name("prepare"));
    if (!made) fault(made.error().message);
    return made.has_value();
}

bool Actor::own(const Step& step) {
    const auto ended = doOwnStep(step, m_program, *m_belongings, m_lane, m_names, [this] { return stopped(); });
    if (ended)
        m_last = *ended;
    else
        fault(ended.error().message);
    return ended.has_value();
}

bool Actor::sleep(double microseconds) {
    const WorkerLane::Mark begin = m_lane.mark();
    sleepFor(microseconds, [this] { return stopped(); });
    m_last = m_lane.mark();
    m_lane.span(begin, m_last, State::Idle, m_sleepName);
    return !stopped();
}

bool Actor::period(const Step& step) {
    PeriodWait wait(step, m_program, *m_belongings, m_lane);
    sleepUntil(wait.end(), [this] { return stopped(); });
    m_last = wait.ended(m_names, m_script.instance(m_number).actor);
    return !stopped();
}

bool Actor::spawn(const Step& step, Ensemble& ensemble) {
    Offspring& offspring = ensemble.offspring(step.actor);
    for (std::uint64_t i = 0; i < step.count; ++i) {
        const auto child = offspring.next(m_number);
        if (!child) {
            fault("at " + step.place + " spawns more of " + offspring.name + " than chance should allow");
            return false;
        }
        const WorkerLane::Mark created = markBefore(m_recorder);
        m_board.born(*child);
        if (const auto started = ensemble.start(*child, created, give(offspring, 1, 0)); !started) {
            fault("at " + step.place + " cannot spawn " + offspring.name + ": " + started.error().message);
            return false;
        }
    }
    return true;
}

void Actor::perform(Ensemble& ensemble) {
    const auto objects = ensemble.objects();
    const Script::Instance self = m_script.instance(m_number);
    bool goesOn = prepare() && (m_program.delay() == 0 || sleep(m_program.delay()));
    m_belongings->timer.begin(StepTimer::Clock::now());
    while (goesOn && !stopped()) {
        const Step* step = m_program.next();
        if (!step) break;
        goesOn = carryOut(*step, ensemble);
        m_board.moved(m_number);
    }
    for (std::uint32_t object = 0; object < objects.size(); ++object)
        if (m_script.puts(self.actor, object)) objects[object]->producerEnded(*this);
    if (m_script.actors()[self.actor].spawned) ensemble.offspring(self.actor).ended(*this);
}

bool Actor::carryOut(const Step& step, Ensemble& ensemble) {
    const auto objects = ensemble.objects();
    BlockingObject* const object = step.object == noObject ? nullptr : objects[step.object].get();
    switch (step.kind) {
    case StepKind::Run:
    case StepKind::Busy:
    case StepKind::Generate:
    case StepKind::Memory:
    case StepKind::FileRead:
    case StepKind::FileWrite:
        return own(step);
    case StepKind::Sleep:
        return sleep(m_program.amount());
    case StepKind::Timer:
        return period(step);
    case StepKind::Yield:
        std::this_thread::yield();
        return true;
    case StepKind::Lock:
        return object->lock(*this);
    case StepKind::TryLock:
        if (object->tryLock(*this) || (step.within.count() > 0 && object->tryLockFor(*this, step.within))) {
            m_program.locked();
        } else {
            if (step.otherwise.empty()) std::this_thread::yield();
            m_program.missed();
        }
        return true;
    case StepKind::SharedLock:
        return object->lockShared(*this);
    case StepKind::Unlock:
        return object->unlock(*this);
    case StepKind::Acquire:
        return object->acquire(*this, step.count);
    case StepKind::Release:
        object->release(*this, step.count);
        return true;
    case StepKind::Wait:
        if (step.counter == noObject)
            return object->wait(*this, step.mutex == noObject ? nullptr : objects[step.mutex].get());
        while (objects[step.counter]->value() < step.atLeast)
            if (!object->wait(*this, objects[step.mutex].get())) return false;
        return true;
    case StepKind::NotifyOne:
    case StepKind::NotifyAll:
        object->notify(*this, step.kind == StepKind::NotifyAll);
        return true;
    case StepKind::Set:
        object->set(*this);
        return true;
    case StepKind::Clear:
        object->clear(*this);
        return true;
    case StepKind::Barrier:
        return object->meet(*this);
    case StepKind::Put:
        return object->put(*this, m_program.itemValue());
    case StepKind::Get:
    case StepKind::Each:
    case StepKind::Serve: {
        std::uint64_t value = 0;
        const BlockingObject::Taken taken = object->take(*this, value);
        if (taken == BlockingObject::Taken::RunStops) return false;
        if (taken == BlockingObject::Taken::Item && m_script.drained(step.object)) m_program.add(takenValue(value));
        if (step.kind == StepKind::Get) {
            if (taken == BlockingObject::Taken::Closed)
                fault("takes from " + object->name + ", which is closed and empty; put more, or take less");
            return taken == BlockingObject::Taken::Item;
        }
        if (step.count == 1 && step.kind == StepKind::Serve && taken == BlockingObject::Taken::Closed) {
            fault("at " + step.place + " serves a call that nobody makes; serve fewer");
            return false;
        }
        taken == BlockingObject::Taken::Item ? m_program.took(value) : m_program.closed();
        return true;
    }
    case StepKind::Call:
        return object->call(*this, m_program.itemValue());
    case StepKind::Reply:
        object->reply(*this, m_program.itemValue());
        return true;
    case StepKind::Close:
        object->close(*this);
        return true;
    case StepKind::Add:
        object->add(*this, step.count);
        return true;
    case StepKind::Spawn:
        return spawn(step, ensemble);
    case StepKind::Join:
        return ensemble.offspring(step.actor).join(*this);
    case StepKind::Fail:
        m_recorder.fault(failure(m_script, m_number, step));
        m_recorder.requestStop();
        return false;
    case StepKind::Loop:
    case StepKind::Branch:
        break;
    }
    CORELANE_ASSERT(false);
}

}  // namespace corelane
