#include "engine/scripts/actor.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/blocking_object.h"
#include "engine/scripts/step_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace corelane {
namespace {

int pinnedNumber(const ScriptExecution& execution, std::uint32_t instance) {
    const Script::Instance at = execution.script.instance(instance);
    const auto& wanted = execution.script.actors()[at.actor].cores;
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
    WorkerLane::Mark created)
    : m_recorder(execution.recorder), m_board(board), m_script(execution.script), m_number(instance),
      m_background(m_script.actors()[m_script.instance(instance).actor].background),
      m_program(execution.script, instance),
      m_lane(execution.recorder, pinnedNumber(execution, instance), execution.script.instanceName(instance)),
      m_last(m_lane.mark()), m_names(names), m_sleepName(execution.recorder.name("sleep")) {
    m_lane.span(created, m_last, State::Startup, m_recorder.name("start thread"));
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

Actor::Waiting::~Waiting() {
    m_actor.m_board.goesOn(m_actor.number());
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

void Actor::work(const Step& step) {
    const WorkerLane::Mark begin = m_lane.mark();
    m_program.add(doWork(step, m_program.amount(), [this] { return stopped(); }));
    m_last = m_lane.mark();
    m_lane.span(begin, m_last, State::Useful, m_names.of(step), m_program.task());
}

bool Actor::sleep(double microseconds) {
    const WorkerLane::Mark begin = m_lane.mark();
    sleepFor(microseconds, [this] { return stopped(); });
    m_last = m_lane.mark();
    m_lane.span(begin, m_last, State::Idle, m_sleepName);
    return !stopped();
}

void Actor::perform(std::span<const std::unique_ptr<BlockingObject>> objects) {
    const Script::Instance self = m_script.instance(m_number);
    bool goesOn = m_program.delay() == 0 || sleep(m_program.delay());
    while (goesOn && !stopped()) {
        const Step* step = m_program.next();
        if (!step) break;
        goesOn = carryOut(*step, objects);
        m_board.moved(m_number);
    }
    for (std::uint32_t object = 0; object < objects.size(); ++object)
        if (m_script.puts(self.actor, object)) objects[object]->producerEnded(*this);
}

bool Actor::carryOut(const Step& step, std::span<const std::unique_ptr<BlockingObject>> objects) {
    BlockingObject* const object = step.object == noObject ? nullptr : objects[step.object].get();
    switch (step.kind) {
    case StepKind::Run:
    case StepKind::Busy:
        work(step);
        return true;
    case StepKind::Sleep:
        return sleep(m_program.amount());
    case StepKind::Yield:
        std::this_thread::yield();
        return true;
    case StepKind::Lock:
        return object->lock(*this);
    case StepKind::TryLock:
        if (object->tryLock(*this)) {
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
        return object->wait(*this, step.mutex == noObject ? nullptr : objects[step.mutex].get());
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
    case StepKind::Each: {
        std::uint64_t value = 0;
        const BlockingObject::Taken taken = object->take(*this, value);
        if (taken == BlockingObject::Taken::Stopped) return false;
        if (taken == BlockingObject::Taken::Item && m_script.drained(step.object)) m_program.add(takenValue(value));
        if (step.kind == StepKind::Get) {
            if (taken == BlockingObject::Taken::Closed)
                fault("takes from " + object->name + ", which is closed and empty; put more, or take less");
            return taken == BlockingObject::Taken::Item;
        }
        taken == BlockingObject::Taken::Item ? m_program.took(value) : m_program.closed();
        return true;
    }
    case StepKind::Close:
        object->close(*this);
        return true;
    case StepKind::Add:
        object->add(*this, step.count);
        return true;
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
