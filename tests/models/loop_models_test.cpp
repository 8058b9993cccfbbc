// What the generated tests do not reach of the models that share out steps: options that are numbers, and limits.
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

struct Case {
    const char* model;
    const char* option;
    std::int64_t value;
};
constexpr Case cases[] = {
    {"openmp_for", "chunk", 1},
    {"openmp_for", "chunk", 5},
    {"openmp_for", "chunk", 1'000'000},
    {"tbb_parallel_for", "grain", 3},
    {"tbb_parallel_for", "grain", 1'000'000},
    {"tbb_task_group", "cutoff", 1},
    {"tbb_task_group", "cutoff", 7},
    {"tbb_task_group", "cutoff", 1'000'000'000},
    {"tbb_pipeline", "tokens", 1},
    {"tbb_pipeline", "tokens", 3},
    {"tbb_pipeline", "tokens", 1000},
};

}  // namespace

TEST_CASE("pieces and tokens of any size run every pattern") {
    for (const Case& one : cases)
        for (const std::string_view pattern : patternNames()) {
            const Given graph = {
                {"pattern", std::string(pattern)},
                {"steps", std::int64_t{20}},
                {"width", std::int64_t{11}},
                {"period", std::int64_t{2}}};
            const auto made = makeWorkload({graph, {{"steps", std::int64_t{9}}, {"width", std::int64_t{3}}}});
            for (const int workers : {1, 3}) {
                INFO(one.model << ", " << one.option << " " << one.value << ", " << pattern << ", " << workers);
                const Ran ran = runModel(
                    *findModel(one.model), *made.workload, made.options,
                    {.workers = workers, .options = {{one.option, one.value}}});
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == evaluate(*made.workload));
            }
        }
}

TEST_CASE("what would need too many nodes or promises is refused with its size and a remedy") {
    const auto refusal = [](const char* model, std::int64_t steps, std::int64_t width, Given options) {
        const auto made = makeWorkload({{{"steps", steps}, {"width", width}}});
        const Ran ran = runModel(*findModel(model), *made.workload, made.options, {.options = std::move(options)});
        CHECK(!ran.result);
        CHECK(ran.got.tasks == 0);
        return ran.result ? std::string() : ran.result.error().message;
    };
    CHECK(
        refusal("tbb_flow_graph", 1001, 1000, {}) ==
        "tbb_flow_graph makes a node for each task and an edge for each input, at most 1000000 and 8000000, and this "
        "workload has 1001000 and 2998000: lower steps, width or radix");
    CHECK(
        refusal("async_futures", 500'001, 1, {}) ==
        "async_futures would need 1000002 promises and takes at most 1000000: lower steps or use fewer workers");
    CHECK(
        refusal("async_futures", 1001, 1000, {{"promise", std::string("task")}}) ==
        "async_futures would need 1001000 promises and takes at most 1000000: lower steps or width, or choose "
        "promise "
        "share");
}
