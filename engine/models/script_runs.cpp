#include "engine/models/script_runs.h"

#include "engine/models/step_work.h"
#include "engine/models/worker.h"
#include "workloads/serial_order.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace corelane {
namespace {

constexpr std::chrono::milliseconds lookEvery{100}, releaseEvery{5};

using Objects = std::vector<std::unique_ptr<BlockingObject>>;

Objects makeObjects(ScriptExecution& execution, MakeObject make) {
    Objects objects;
    for (std::uint32_t i = 0; i < execution.script.objects().size(); ++i) {
        const ScriptObject& declared = execution.script.objects()[i];
        objects.push_back(make(declared, execution.script.producers(i)));
        objects.back()->name = declared.name;
        objects.back()->span = execution.recorder.name(declared.name);
    }
    return objects;
}

// Looks after a run until it is told that the run has ended.
class Watchdog {
  public:
    Watchdog(ScriptExecution& execution, const WaitBoard& board, const Objects& objects)
        : m_recorder(execution.recorder), m_patience(execution.script.patienceMs()), m_board(board),
          m_objects(objects), m_thread([this] { watch(); }) {}
    ~Watchdog() {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_one();
        m_thread.join();
    }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    void watch() {
        std::unique_lock lock(m_mutex);
        std::uint64_t movements = 0;
        auto moved = std::chrono::steady_clock::now();
        while (!m_changed.wait_for(
            lock, m_recorder.stopRequested() ? releaseEvery : lookEvery, [this] { return m_ended; })) {
            if (m_recorder.stopRequested() || m_board.foreground() == 0) {
                for (const auto& object : m_objects) object->abandon();
                continue;
            }
            const auto now = std::chrono::steady_clock::now();
            if (const std::uint64_t seen = m_board.movements(); seen != movements) {
                movements = seen;
                moved = now;
            }
            if (const auto sentence = m_board.deadlock()) {
                end(*sentence);
            } else if (now - moved > m_patience) {
                end(fmt::format(
                    "no actor ended a step for {} ms, which is the script's patience; raise patience_ms if that is "
                    "how it is meant",
                    m_patience.count()));
            }
        }
    }
    void end(const std::string& sentence) {
        m_recorder.fault(sentence);
        m_recorder.requestStop();
    }

    Recorder& m_recorder;
    const std::chrono::milliseconds m_patience;
    const WaitBoard& m_board;
    const Objects& m_objects;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    std::thread m_thread;
};

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

Result<> runActorsOnThreads(ScriptExecution& execution, MakeObject make) {
    const Script& script = execution.script;
    CORELANE_ASSERT(script.instances() <= maximumActorThreads);
    const StepNames names(script, execution.recorder);
    const Objects objects = makeObjects(execution, make);
    WaitBoard board(script);
    std::vector<std::thread> threads;
    Result<> result;
    {
        const Watchdog watchdog(execution, board, objects);
        execution.recorder.begin();
        for (std::uint32_t i = 0; i < script.instances() && result; ++i) {
            const WorkerLane::Mark created = markBefore(execution.recorder);
            try {
                threads.emplace_back([&, i, created] {
                    Actor actor(execution, names, board, i, created);
                    actor.perform(objects);
                });
            } catch (const std::system_error& error) {
                result =
                    tl::unexpected(threadRefused(error, static_cast<int>(i), static_cast<int>(script.instances())));
                execution.recorder.requestStop();
                for (std::uint32_t left = i; left < script.instances(); ++left) board.ended(left);
            }
        }
        for (std::thread& thread : threads) thread.join();
        execution.recorder.end();
    }
    return result;
}

}  // namespace corelane
