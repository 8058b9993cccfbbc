#include "engine/models/worker_body.h"

#include "engine/models/fault_injection.h"
#include "engine/models/run_task.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

namespace corelane {

Result<std::unique_ptr<Workload>> makeWorkload(const WorkerOrder& order) {
    const WorkloadKind* kind = findWorkloadKind(order.workload);
    if (kind == nullptr)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "this program knows no workload named {}; the engine and the worker program "
                                      "must be of the same build",
                                      order.workload));
    return kind->make(order.workloadOptions);
}

namespace {

Execution executionOf(const WorkerOrder& order, const Workload& workload, Recorder& recorder) {
    return {
        .workload = workload,
        .options = order.modelOptions,
        .cores = order.cores,
        .workers = order.workers,
        .pin = order.pin,
        .recorder = recorder,
        .workloadName = order.workload,
        .workloadOptions = order.workloadOptions,
        .enginePath = {},
    };
}

}  // namespace

int runWorker(
    const WorkerOrder& order, const Workload& workload, OpenWorkerEnd openEnd, int worker, WorkerLane::Mark called,
    std::span<const int> descriptors) {
    auto recorder = Recorder::attach(descriptors.front());
    if (!recorder) return complain(recorder.error().message);
    Execution execution = executionOf(order, workload, *recorder);
    pinWorker(execution, worker);
    WorkerLane lane(*recorder, worker, fmt::format("p{}", worker), called.ticks);
    LaneLaps laps(lane);
    auto end = openEnd(execution, worker, descriptors.subspan(1), laps);
    if (!end) {
        // A server that was killed on purpose lets nobody in any more: that is no fault of the run's own.
        const bool asked =
            faultPlan(execution.options).kind == FaultKind::KillServer && recorder->injectedTime() != 0;
        if (!asked) recorder->fault(end.error().message);
        return complain(end.error().message);
    }
    TaskRunner runner(workload, lane);
    const WorkerLane::Mark ready = lane.mark();
    lane.span(called, ready, State::Startup, recorder->name("start process"));
    laps.skipTo(ready);
    FaultInjector fault(*recorder, faultPlan(execution.options), worker);
    for (Assignment assignment; (*end)->next(assignment);) {
        fault.taskInHand(laps);
        laps.skipTo(runner.run(assignment.task, assignment.inputs, assignment.output, laps.last()));
        fault.taskDone(laps);
        if (fault.dropsReply()) [[unlikely]] {
            runner.take();
            (*end)->drop();
            continue;
        }
        (*end)->finish(runner);
    }
    return 0;
}

int runServer(
    const WorkerOrder& order, int (*serve)(Execution&, int control, std::span<const int> descriptors),
    std::span<const int> descriptors) {
    auto recorder = Recorder::attach(descriptors.front());
    if (!recorder) return complain(recorder.error().message);
    const auto workload = makeWorkload(order);
    if (!workload) return complain(workload.error().message);
    Execution execution = executionOf(order, **workload, *recorder);
    return serve(execution, descriptors[1], descriptors.subspan(2));
}

}  // namespace corelane
