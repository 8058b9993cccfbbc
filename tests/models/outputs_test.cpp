#include "engine/models/outputs.h"
#include "engine/record/free_memory.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

using namespace corelane;

TEST_CASE("outputs are buffers of their own, on cache lines of their own") {
    const auto made = makeWorkload(
        {{{"steps", std::int64_t{3}}, {"width", std::int64_t{5}}},
         {{"steps", std::int64_t{2}}, {"width", std::int64_t{2}}, {"output_bytes", std::int64_t{80}}}});
    const auto outputs = Outputs::make(*made.workload);
    REQUIRE(outputs);
    CHECK(Outputs::bytesNeeded(*made.workload) == 15 * 64 + 4 * 128);
    std::vector<const std::byte*> begins;
    for (TaskIndex i = 1; i <= made.workload->naming().count(); ++i) {
        const Task task = *made.workload->naming().task(i);
        const MutableBytes output = outputs->output(task);
        CHECK(output.size() == (task.graph == 0 ? 16u : 80u));
        CHECK(reinterpret_cast<std::uintptr_t>(output.data()) % 64 == 0);
        if (!begins.empty()) CHECK(output.data() - begins.back() >= 64);
        begins.push_back(output.data());
        CHECK_FALSE(stampedBy(task, output));
    }
}

TEST_CASE("inputs are the outputs of the step before, ascending") {
    const auto made = makeWorkload(
        {{{"pattern", std::string("stencil_1d_periodic")}, {"steps", std::int64_t{2}}, {"width", std::int64_t{5}}}});
    const auto outputs = Outputs::make(*made.workload);
    REQUIRE(outputs);
    for (std::uint32_t point = 0; point < 5; ++point) stamp({0, 0, point}, outputs->output({0, 0, point}));
    Points points;
    std::vector<Bytes> into;
    const auto inputs = outputs->inputs({0, 1, 0}, points, into);
    REQUIRE(inputs.size() == 3);
    CHECK(stampedBy({0, 0, 0}, inputs[0]));
    CHECK(stampedBy({0, 0, 1}, inputs[1]));
    CHECK(stampedBy({0, 0, 4}, inputs[2]));
    CHECK(outputs->inputs({0, 0, 0}, points, into).empty());
}

TEST_CASE("a graph too large for memory is refused with its size and a remedy, under every model") {
    const auto made = makeWorkload(
        {{{"steps", std::int64_t{1 << 20}},
          {"width", std::int64_t{1 << 10}},
          {"output_bytes", std::int64_t{1 << 20}}}});
    for (const Model* model : modelsOfThisProcess()) {
        const Ran ran = runModel(*model, *made.workload, made.options, {});
        REQUIRE_FALSE(ran.result);
        CHECK(ran.result.error().kind == Error::Kind::Invalid);
        CHECK(
            ran.result.error().message.find(
                "the tasks' outputs and scratch memory would need 1048576.0 GiB, more than half "
                "of the ") == 0);
        CHECK(
            ran.result.error().message.find("lower steps, width, output_bytes or scratch_bytes") !=
            std::string::npos);
    }
}

TEST_CASE("free memory is known") {
    REQUIRE(freeMemory());
    CHECK(*freeMemory() > 1 << 20);
}
