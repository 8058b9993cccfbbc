#include "engine/models/run_task.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <stdexcept>

using namespace corelane;

namespace {

class Broken : public WatchedWorkload {
  public:
    using WatchedWorkload::WatchedWorkload;
    std::uint64_t run(
        Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
        const bool chosen = task == Task{0, 2, 1};
        if (chosen && throws) throw std::runtime_error("the kernel broke");
        const std::uint64_t value = WatchedWorkload::run(task, inputs, output, scratch);
        if (chosen) output.back() ^= std::byte{1};
        return value;
    }
    bool throws = false;
};

TestWorkload stencil() {
    return makeWorkload({{{"steps", std::int64_t{5}}, {"width", std::int64_t{4}}}});
}

}  // namespace

TEST_CASE("a wrong stamp is a fault that names both tasks, under every model") {
    const auto made = stencil();
    for (const Model* model : modelsOfThisProcess()) {
        INFO(model->name);
        const Broken broken(*made.workload);
        const Ran ran = runModel(*model, broken, made.options, {});
        CHECK(ran.result);
        CHECK(ran.faults == 3);  // of its three consumers
        CHECK(ran.firstFault.find("read an input that is not the output of 2.1") != std::string::npos);
        CHECK(ran.firstFault.find("task stencil_1d 3.") == 0);
        CHECK(ran.got.tasks == 20);
    }
}

TEST_CASE("an exception in a kernel is a fault, and the run goes on") {
    const auto made = stencil();
    for (const Model* model : modelsOfThisProcess()) {
        INFO(model->name);
        Broken broken(*made.workload);
        broken.throws = true;
        const Ran ran = runModel(*model, broken, made.options, {});
        CHECK(ran.result);
        CHECK(ran.faults == 4);
        CHECK(ran.firstFault == "task stencil_1d 2.1 failed: the kernel broke");
        CHECK(ran.got.tasks == 19);
    }
}

TEST_CASE("a task given too few inputs is a fault") {
    const auto made = stencil();
    auto recorder = Recorder::make({.lanes = 1, .recordsPerLane = 64});
    REQUIRE(recorder);
    {
        WorkerLane lane(*recorder, 0, "w0");
        TaskRunner runner(*made.workload, lane);
        std::vector<std::byte> output(16);
        runner.run({0, 1, 1}, {}, output);
    }
    CHECK(recorder->firstFault() == "task stencil_1d 1.1 was given 0 inputs and needs 3");
}
