#include "workloads/kernels.h"
#include "workloads/workload.h"

#include <catch2/catch.hpp>

#include <set>

using namespace corelane;

namespace {

using Given = std::map<std::string, OptionValue>;

Result<std::unique_ptr<Workload>> make(const std::vector<Given>& graphs) {
    const WorkloadKind* kind = findWorkloadKind("task_graph");
    REQUIRE(kind != nullptr);
    std::vector<Options> options;
    for (const Given& given : graphs) options.push_back(*Options::resolve(kind->options, given));
    return kind->make(options);
}

std::string refusal(const std::vector<Given>& graphs) {
    const auto workload = make(graphs);
    REQUIRE_FALSE(workload);
    CHECK(workload.error().kind == Error::Kind::Invalid);
    return workload.error().message;
}

}  // namespace

TEST_CASE("task_graph offers every pattern and every kernel") {
    const WorkloadKind* kind = findWorkloadKind("task_graph");
    REQUIRE(kind != nullptr);
    for (const Option& option : kind->options) {
        if (option.name == "pattern")
            CHECK(std::equal(
                option.choices.begin(), option.choices.end(), patternNames().begin(), patternNames().end()));
        if (option.name == "kernel")
            CHECK(
                std::equal(option.choices.begin(), option.choices.end(), kernelNames().begin(), kernelNames().end()));
    }
    CHECK(findWorkloadKind("nothing") == nullptr);
}

TEST_CASE("a task's value mixes its identity and what it computed") {
    const auto workload = make(
        {{{"kernel", std::string("busy_wait")}, {"iterations", std::int64_t{10}}},
         {{"kernel", std::string("busy_wait")}, {"iterations", std::int64_t{11}}}});
    REQUIRE(workload);
    std::set<std::uint64_t> values;
    std::vector<std::byte> output(16);
    for (std::uint32_t graph = 0; graph < 2; ++graph)
        for (std::uint32_t step = 0; step < 4; ++step)
            for (std::uint32_t point = 0; point < 4; ++point)
                values.insert((*workload)->run({graph, step, point}, {}, output, {}));
    CHECK(values.size() == 32);
    const auto other = make({{{"kernel", std::string("busy_wait")}, {"iterations", std::int64_t{11}}}});
    CHECK((*other)->run({0, 0, 0}, {}, output, {}) != (*workload)->run({0, 0, 0}, {}, output, {}));
}

TEST_CASE("a task stamps its whole output") {
    for (const std::int64_t bytes : {16, 32, 1 << 20}) {
        const auto workload = make({{{"output_bytes", bytes}}});
        REQUIRE(workload);
        std::vector<std::byte> output((*workload)->outputBytes(0));
        REQUIRE(output.size() == static_cast<std::size_t>(bytes));
        (*workload)->run({0, 3, 2}, {}, output, {});
        CHECK(stampedBy({0, 3, 2}, output));
        CHECK_FALSE(stampedBy({0, 2, 2}, output));
        CHECK_FALSE(stampedBy({0, 3, 1}, output));
        output.back() = std::byte{1};
        CHECK_FALSE(stampedBy({0, 3, 2}, output));
    }
    CHECK_FALSE(stampedBy({0, 0, 0}, {}));
}

TEST_CASE("graphs are numbered, named and counted") {
    const auto workload = make(
        {{{"pattern", std::string("random_nearest")}},
         {{"pattern", std::string("random_nearest")}, {"steps", std::int64_t{7}}},
         {{"pattern", std::string("tree")}}});
    REQUIRE(workload);
    const auto graphs = (*workload)->graphs();
    REQUIRE(graphs.size() == 3);
    CHECK(graphs[1].parameters().number == 1);
    const auto& shapes = (*workload)->naming().graphs();
    CHECK(shapes[0].name == "random_nearest");
    CHECK(shapes[1].name == "random_nearest 2");
    CHECK(shapes[2].name == "tree");
    CHECK((*workload)->taskCount() == 16 + 28 + 11);
    CHECK((*workload)->edgeCount() == graphs[0].dependenceCount() + graphs[1].dependenceCount() + 10);
}

TEST_CASE("only memory_bound asks for scratch memory") {
    CHECK((*make({{{"scratch_bytes", std::int64_t{4096}}}}))->scratchBytes() == 0);
    CHECK(
        (*make({{{"kernel", std::string("memory_bound")}, {"scratch_bytes", std::int64_t{4096}}}, {}}))
            ->scratchBytes() == 4096);
}

TEST_CASE("workloads that cannot be are refused with a remedy") {
    CHECK(refusal({}) == "a workload needs at least one graph: add one to graphs");
    CHECK(refusal({{{"output_bytes", std::int64_t{20}}}}) == "output_bytes must be a multiple of 16, got 20: use 32");
    CHECK(
        refusal({{{"kernel", std::string("memory_bound")}}}) ==
        "memory_bound needs scratch_bytes of at least twice its samples, 32, got 0: raise scratch_bytes or lower "
        "samples");
    CHECK(
        refusal({{}, {{"pattern", std::string("spread")}}}) ==
        "graph 2: spread needs a period of at most width / radix rounded up, here 2, got 3: lower period or radix, "
        "or "
        "raise width");
    const Given large = {{"steps", std::int64_t{1 << 15}}, {"width", std::int64_t{1 << 15}}};
    CHECK(
        refusal({large, large}) ==
        "graph 2: all graphs together have 2147483648 tasks, at most 2147483647 are possible: "
        "lower steps or width");
}
