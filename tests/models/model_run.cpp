#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <sched.h>

namespace corelane {

TestWorkload makeWorkload(const std::vector<Given>& graphs) {
    const WorkloadKind* kind = findWorkloadKind("task_graph");
    REQUIRE(kind != nullptr);
    TestWorkload made;
    for (const Given& given : graphs) {
        auto options = Options::resolve(kind->options, given);
        INFO((options ? std::string() : options.error().message));
        REQUIRE(options);
        made.options.push_back(*std::move(options));
    }
    auto workload = kind->make(made.options);
    INFO((workload ? std::string() : workload.error().message));
    REQUIRE(workload);
    made.workload = *std::move(workload);
    return made;
}

Expected evaluate(const Workload& workload) {
    Expected expected;
    std::vector<std::byte> scratch(workload.scratchBytes());
    for (std::uint32_t g = 0; g < workload.graphs().size(); ++g) {
        const TaskGraph& graph = workload.graphs()[g];
        std::vector<std::byte> output(workload.outputBytes(g));
        for (std::uint32_t step = 0; step < graph.steps(); ++step)
            for (std::uint32_t point = 0; point < graph.width(); ++point)
                if (graph.exists(step, point)) {
                    expected.digest += workload.run({g, step, point}, {}, output, scratch);
                    ++expected.tasks;
                }
    }
    return expected;
}

Ran runModel(
    const Model& model, const Workload& workload, const std::vector<Options>& options, const Setting& setting,
    const std::function<void(Recorder&)>& look) {
    auto resolved = Options::resolve(model.options, setting.options);
    INFO((resolved ? std::string() : resolved.error().message));
    REQUIRE(resolved);
    RecorderSettings settings;
    settings.enabled = setting.recorded;
    settings.lanes = setting.workers + 2;
    settings.recordsPerLane = setting.recordsPerLane;
    auto recorder = Recorder::make(settings);
    REQUIRE(recorder);
    const std::vector<int> cores = setting.cores.empty() ? allowedCores() : setting.cores;
    Execution execution{
        .workload = workload,
        .options = *resolved,
        .cores = cores,
        .workers = model.oneWorker ? 1 : setting.workers,
        .pin = setting.pin,
        .recorder = *recorder,
        .workloadName = "task_graph",
        .workloadOptions = options,
        .enginePath = CORELANE_BIN "/corelane-engine"};
    Ran ran;
    ran.result = model.runGraph(execution);
    ran.got = {recorder->tasks(), recorder->digest()};
    ran.faults = recorder->faults();
    ran.firstFault = recorder->firstFault();
    ran.wall = recorder->endTime() - recorder->beginTime();
    if (look) look(*recorder);
    return ran;
}

std::vector<const Model*> modelsOfThisProcess() {
    std::vector<const Model*> here;
    for (const Model* model : models())
        if (model->runGraph && runsHere(*model)) here.push_back(model);
    return here;
}

std::vector<int> allowedCores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    REQUIRE(::sched_getaffinity(0, sizeof set, &set) == 0);
    std::vector<int> cores;
    for (int core = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
    return cores;
}

}  // namespace corelane
