#include "engine/scripts/actor_worker.h"

#include "engine/record/own_thread.h"

#include <fmt/format.h>

#include <thread>
#include <vector>

namespace corelane {
namespace {

int pinnedNumber(const ScriptExecution& execution, int index) {
    pinThread(execution.cores, execution.pin, index);
    return index;
}

}  // namespace

ActorWorker::ActorWorker(ScriptExecution& execution, int index, WorkerLane::Mark created)
    : lane(execution.recorder, pinnedNumber(execution, index), fmt::format("w{}", index)), last(lane.mark()) {
    lane.span(created, last, State::Startup, execution.recorder.name("start thread"));
    lane.open(State::Overhead, execution.recorder.name("switching actors"));
}

Result<> runActorWorkers(
    ScriptExecution& execution, int count, const std::function<void(ActorWorker&)>& work,
    const std::function<void(int)>& missing) {
    std::vector<std::thread> threads;
    Result<> result;
    execution.recorder.begin();
    for (int index = 0; index < count && result; ++index) {
        const WorkerLane::Mark created = markBefore(execution.recorder);
        try {
            threads.emplace_back([&, index, created] {
                ActorWorker worker(execution, index, created);
                work(worker);
            });
        } catch (const std::system_error& error) {
            result = tl::unexpected(threadRefused(error, index, count));
            execution.recorder.requestStop();
            missing(index);
        }
    }
    for (std::thread& thread : threads) thread.join();
    execution.recorder.end();
    return result;
}

}  // namespace corelane
