#include "engine/models/worker.h"

#include <fmt/format.h>

#include <system_error>
#include <thread>

namespace corelane {
namespace {

int pinnedIndex(const Execution& execution, int index) {
    pinWorker(execution, index);
    return index;
}

}  // namespace

void pinWorker(const Execution& execution, int worker) {
    pinThread(execution.cores, execution.pin, worker);
}

Worker::Worker(Execution& execution, const Outputs& outputs, int index, WorkerLane::Mark created)
    : m_outputs(outputs), m_lane(execution.recorder, pinnedIndex(execution, index), fmt::format("w{}", index)),
      m_runner(execution.workload, m_lane), m_last(m_lane.mark()), m_gapTicks(roughTicks(execution.recorder, 2'000)),
      m_noteTicks(roughTicks(execution.recorder, 20'000)) {
    m_lane.span(created, m_last, State::Startup, execution.recorder.name("start thread"));
    m_lane.open(State::Overhead, execution.recorder.name("scheduling"));
}

Worker::~Worker() {
    m_lane.close();
}

Result<> runOnThreads(
    Execution& execution, const Outputs& outputs, const std::function<void(Worker&)>& work,
    const std::function<void()>& abandon) {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(execution.workers));
    Result<> result;
    execution.recorder.begin();
    for (int index = 0; index < execution.workers && result; ++index) {
        const WorkerLane::Mark created = markBefore(execution.recorder);
        try {
            threads.emplace_back([&, index, created] {
                Worker worker(execution, outputs, index, created);
                work(worker);
            });
        } catch (const std::system_error& error) {
            result = tl::unexpected(threadRefused(error, index, execution.workers));
            abandon();
        }
    }
    for (std::thread& thread : threads) thread.join();
    execution.recorder.end();
    return result;
}

}  // namespace corelane
