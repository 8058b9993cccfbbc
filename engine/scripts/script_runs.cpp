#include "engine/scripts/script_runs.h"

#include "engine/record/own_thread.h"
#include "workloads/serial_order.h"

#include <system_error>
#include <thread>

namespace corelane {
namespace {

using Objects = std::vector<std::unique_ptr<BlockingObject>>;

// A run has room for so many names: where there are more objects, spinning is called like parking.
constexpr std::size_t mostNamedTwice = 64;

Objects makeObjects(ScriptExecution& execution, const MakeObject& make) {
    Objects objects;
    for (std::uint32_t i = 0; i < execution.script.objects().size(); ++i) {
        const ScriptObject& declared = execution.script.objects()[i];
        BlockingObject& object = *objects.emplace_back(make(declared, execution.script.producers(i)));
        object.name = declared.name;
        object.span = execution.recorder.name(declared.name);
        object.spinSpan = object.spins() && execution.script.objects().size() <= mostNamedTwice
                              ? execution.recorder.name(declared.name + " (spin)")
                              : object.span;
    }
    return objects;
}

}  // namespace

Result<> runActorsInOrder(ScriptExecution& execution) {
    Recorder& recorder = execution.recorder;
    const StepNames names(execution.script, recorder);
    const auto stopped = [&] { return recorder.stopRequested(); };
    const auto work = [&] {
        const WorkerLane::Mark created = markBefore(recorder);
        pinThread(execution.cores, execution.pin, 0);
        WorkerLane lane(recorder, 0, "w0");
        const NameId sleep = recorder.name("sleep");
        lane.span(created, State::Startup, recorder.name("start thread"));
        lane.open(State::Overhead, recorder.name("steps"));
        SerialOrder order(execution.script);
        while (const Step* step = recorder.stopRequested() ? nullptr : order.next()) {
            ActorProgram& program = order.program();
            const WorkerLane::Mark begin = lane.mark();
            if (isWork(step->kind)) {
                program.add(doWork(*step, program.amount(), stopped));
                lane.span(begin, State::Useful, names.of(*step), program.task());
            } else if (step->kind == StepKind::Sleep) {
                sleepFor(program.amount(), stopped);
                lane.span(begin, State::Idle, sleep);
            } else if (step->kind == StepKind::Fail) {
                recorder.fault(failure(execution.script, order.instance(), *step));
                recorder.requestStop();
            }
        }
        recorder.addTasks(order.tasks(), order.digest());
        lane.close();
    };
    recorder.begin();
    auto result = runOnFreshThread(work);
    recorder.end();
    return result;
}

Performance::Performance(ScriptExecution& execution, const MakeObject& make)
    : m_execution(execution), m_names(execution.script, execution.recorder), m_objects(makeObjects(execution, make)),
      m_board(execution.script), m_watchdog(execution, m_board, [this] {
          for (const auto& object : m_objects) object->abandon();
      }) {
    CORELANE_ASSERT(execution.script.instances() <= maximumActorThreads);
}

void Performance::perform(std::uint32_t instance, WorkerLane::Mark created) {
    Actor actor(m_execution, m_names, m_board, instance, created);
    actor.perform(m_objects);
}

void Performance::refuse(std::uint32_t first) {
    m_execution.recorder.requestStop();
    for (std::uint32_t left = first; left < m_execution.script.instances(); ++left) m_board.ended(left);
}

Result<> runActorsOnThreads(ScriptExecution& execution, const MakeObject& make) {
    const std::uint32_t instances = execution.script.instances();
    Performance performance(execution, make);
    std::vector<std::thread> threads;
    Result<> result;
    execution.recorder.begin();
    for (std::uint32_t i = 0; i < instances && result; ++i) {
        const WorkerLane::Mark created = markBefore(execution.recorder);
        try {
            threads.emplace_back([&performance, i, created] { performance.perform(i, created); });
        } catch (const std::system_error& error) {
            result = tl::unexpected(threadRefused(error, static_cast<int>(i), static_cast<int>(instances)));
            performance.refuse(i);
        }
    }
    for (std::thread& thread : threads) thread.join();
    execution.recorder.end();
    return result;
}

}  // namespace corelane
