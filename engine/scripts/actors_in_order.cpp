// A script on one thread: the actors' own steps, one actor after the other, and nobody waits for anybody.
#include "engine/record/own_thread.h"
#include "engine/scripts/script_runs.h"
#include "engine/scripts/step_work.h"
#include "workloads/serial_order.h"

#include <unordered_map>

namespace corelane {
namespace {

class ActorsInOrder {
  public:
    // Opens its thread's lane.
    ActorsInOrder(ScriptExecution& execution, const StepNames& names, WorkerLane::Mark created)
        : m_script(execution.script), m_recorder(execution.recorder), m_names(names), m_sleeps(execution.sleeps),
          m_lane(m_recorder, 0, "w0"), m_sleepName(m_recorder.name("sleep")), m_order(m_script) {
        m_lane.span(created, State::Startup, m_recorder.name("start thread"));
        m_lane.open(State::Overhead, m_recorder.name("steps"));
        for (const ScriptActor& actor : m_script.actors()) m_needs.push_back(needsOf(actor));
    }

    void perform() {
        while (const Step* step = m_recorder.stopRequested() ? nullptr : m_order.next())
            if (const auto done = carryOut(*step); !done) {
                m_recorder.fault(m_script.instanceName(m_order.instance()) + " " + done.error().message);
                m_recorder.requestStop();
            }
        m_recorder.addTasks(m_order.tasks(), m_order.digest());
        m_lane.close();
    }

  private:
    // What the actor has for itself is made at its first step.
    Result<> prepare() {
        const std::uint32_t instance = m_order.instance();
        const std::uint32_t actor = m_script.instance(instance).actor;
        if (m_belongings.contains(instance)) return {};
        const WorkerLane::Mark begin = m_lane.mark();
        const auto made = m_belongings[instance].make(m_script.actors()[actor]);
        if (m_needs[actor].anyMade()) m_lane.span(begin, State::Startup, m_recorder.name("prepare"));
        return made;
    }

    Result<> carryOut(const Step& step) {
        TRY(prepare());
        const auto stopped = [this] { return m_recorder.stopRequested(); };
        ActorProgram& program = m_order.program();
        if (meetsNobody(step.kind)) {
            TRY(doOwnStep(step, program, m_belongings[m_order.instance()], m_lane, m_names, stopped));
        } else if (step.kind == StepKind::Sleep) {
            const WorkerLane::Mark begin = m_lane.mark();
            if (m_sleeps) sleepFor(program.amount(), stopped);
            m_lane.span(begin, State::Idle, m_sleepName);
        } else if (step.kind == StepKind::Timer) {
            PeriodWait wait(step, program, m_belongings[m_order.instance()], m_lane);
            if (m_sleeps) sleepUntil(wait.end(), stopped);
            wait.ended(m_names, m_script.instance(m_order.instance()).actor);
        } else if (step.kind == StepKind::Fail) {
            m_recorder.fault(failure(m_script, m_order.instance(), step));
            m_recorder.requestStop();
        }
        return {};
    }

    const Script& m_script;
    Recorder& m_recorder;
    const StepNames& m_names;
    const bool m_sleeps;
    WorkerLane m_lane;
    NameId m_sleepName;
    SerialOrder m_order;
    std::vector<ActorNeeds> m_needs;                             // by actor
    std::unordered_map<std::uint32_t, Belongings> m_belongings;  // by instance
};

}  // namespace

Result<> runActorsInOrder(ScriptExecution& execution) {
    const StepNames names(execution.script, execution.recorder);
    execution.recorder.begin();
    auto result = runOnFreshThread([&] {
        const WorkerLane::Mark created = markBefore(execution.recorder);
        pinThread(execution.cores, execution.pin, 0);
        ActorsInOrder(execution, names, created).perform();
    });
    execution.recorder.end();
    return result;
}

}  // namespace corelane
