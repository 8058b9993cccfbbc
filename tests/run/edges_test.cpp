#include "engine/run/edges.h"
#include "tests/run/small_workload.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace corelane;

TEST_CASE("edges are the graph's dependences in task numbers, the same from both ends, under every pattern") {
    for (const std::string_view pattern : patternNames()) {
        CAPTURE(pattern);
        const auto workload = smallWorkload({{pattern, 7, 6}, {"fft", 4, 8}, {pattern, 1, 1}});
        const WorkloadEdges edges(*workload);
        std::set<std::pair<TaskIndex, TaskIndex>> fromInputs, fromConsumers;
        std::vector<TaskIndex> found;
        for (std::uint32_t g = 0; g < workload->graphs().size(); ++g) {
            const TaskGraph& graph = workload->graphs()[g];
            for (std::uint32_t step = 0; step < graph.steps(); ++step)
                for (std::uint32_t i = 0; i < graph.widthAt(step); ++i) {
                    const TaskIndex index = workload->naming().index({g, step, graph.offset(step) + i});
                    edges.inputs(index, found);
                    CHECK(std::ranges::is_sorted(found));
                    CHECK(found.size() == graph.inputCount(step, graph.offset(step) + i));
                    for (const TaskIndex input : found) {
                        fromInputs.emplace(input, index);
                        const auto task = workload->naming().task(input);
                        REQUIRE(task);
                        CHECK(task->graph == g);
                        CHECK(task->step + 1 == step);
                    }
                    edges.consumers(index, found);
                    CHECK(std::ranges::is_sorted(found));
                    for (const TaskIndex consumer : found) fromConsumers.emplace(index, consumer);
                }
        }
        CHECK(fromInputs == fromConsumers);
        CHECK(fromInputs.size() == edges.edgeCount());
    }
}

TEST_CASE("what is no task has no edges") {
    const auto workload = smallWorkload({{"stencil_1d", 3, 3}});
    const WorkloadEdges edges(*workload);
    std::vector<TaskIndex> found = {1, 2, 3};
    edges.inputs(0, found);
    CHECK(found.empty());
    found = {1};
    edges.consumers(100000, found);
    CHECK(found.empty());
}
