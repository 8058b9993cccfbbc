// Task graphs for tests that only care for their shape.
#pragma once

#include "workloads/workload.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct SmallGraph {
    std::string_view pattern;
    std::int64_t steps, width;
};

inline std::unique_ptr<Workload> smallWorkload(const std::vector<SmallGraph>& graphs) {
    const WorkloadKind* kind = findWorkloadKind("task_graph");
    REQUIRE(kind);
    std::vector<Options> options;
    for (const SmallGraph& graph : graphs) {
        auto one = Options::resolve(
            kind->options, {{"pattern", std::string(graph.pattern)},
                            {"steps", graph.steps},
                            {"width", graph.width},
                            {"period", std::int64_t{1}}});
        REQUIRE(one);
        options.push_back(*one);
    }
    auto made = kind->make(options);
    if (!made) FAIL(made.error().message);
    return std::move(*made);
}

}  // namespace corelane
