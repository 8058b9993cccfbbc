// Every model of the table runs every pattern, and gives what calling the tasks one by one gives.
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <set>

using namespace corelane;

namespace {

struct Shape {
    std::uint32_t steps, width;
};

Given graphOf(std::string_view pattern, Shape shape) {
    // spread repeats after at most width / radix steps
    const std::int64_t period = pattern == "spread" ? (shape.width > 3 ? 2 : 1) : 3;
    return {
        {"pattern", std::string(pattern)},
        {"steps", std::int64_t{shape.steps}},
        {"width", std::int64_t{shape.width}},
        {"period", period}};
}

std::string describe(const Model& model, const Given& graph, const Setting& setting) {
    std::string text = std::string(model.name) + ", " + std::get<std::string>(graph.at("pattern")) + " " +
                       std::to_string(std::get<std::int64_t>(graph.at("steps"))) + " x " +
                       std::to_string(std::get<std::int64_t>(graph.at("width"))) + ", " +
                       std::to_string(setting.workers) + " workers";
    for (const auto& [name, value] : setting.options)
        if (const auto* word = std::get_if<std::string>(&value)) text += ", " + name + " " + *word;
    return text;
}

void expectRight(const Model& model, const TestWorkload& made, const Setting& setting, const Expected& expected) {
    const Ran ran = runModel(model, *made.workload, made.options, setting);
    INFO((ran.result ? std::string() : ran.result.error().message));
    INFO(ran.firstFault);
    CHECK(ran.result);
    CHECK(ran.faults == 0);
    CHECK(ran.got.tasks == expected.tasks);
    CHECK(ran.got.digest == expected.digest);
    CHECK(ran.wall > 0);
}

// Does not run task graphs, or not here.
bool leftOut(const Model& model) {
    if (!model.runGraph) return true;
    if (!model.unavailable || model.unavailable().empty()) return false;
    WARN(std::string(model.name) + " is not tested: " + model.unavailable());
    return true;
}

// Starting processes takes long: fewer shapes for models that do.
std::vector<Shape> shapesFor(const Model& model) {
    if (!runsHere(model)) return {{1, 1}, {6, 5}};
    return {{1, 1}, {1, 7}, {5, 1}, {4, 2}, {6, 5}, {9, 8}, {3, 40}};
}
std::vector<int> workersFor(const Model& model) {
    if (model.oneWorker) return {1};
    if (!runsHere(model)) return {1, 2};
    return {1, 2, 3, 8};
}

}  // namespace

TEST_CASE("every model runs every pattern in every shape with any number of workers") {
    bool recorded = true;
    for (const Model* model : models()) {
        if (leftOut(*model)) continue;
        for (const std::string_view pattern : patternNames())
            for (const Shape shape : shapesFor(*model)) {
                const Given graph = graphOf(pattern, shape);
                const auto made = makeWorkload({graph});
                const Expected expected = evaluate(*made.workload);
                CHECK(expected.tasks == made.workload->taskCount());
                for (const int workers : workersFor(*model)) {
                    Setting setting{.workers = workers, .recorded = recorded};
                    recorded = !recorded;
                    INFO(describe(*model, graph, setting));
                    expectRight(*model, made, setting, expected);
                }
            }
    }
}

TEST_CASE("every choice of every option runs every pattern") {
    for (const Model* model : models()) {
        if (leftOut(*model)) continue;
        for (const Option& option : model->options) {
            if (option.name == "fault") continue;  // see injected_faults_test.cpp
            for (const std::string_view choice : option.choices)
                for (const std::string_view pattern : patternNames()) {
                    if (!runsHere(*model) && pattern != "stencil_1d") continue;
                    const Given graph = graphOf(pattern, {7, 9});
                    const auto made = makeWorkload({graph});
                    for (const int workers : {1, 2, 5, 12}) {  // 12: more than points
                        if (!runsHere(*model) && workers > 2) continue;
                        Setting setting{.workers = workers};
                        setting.options = {{std::string(option.name), std::string(choice)}};
                        INFO(describe(*model, graph, setting));
                        expectRight(*model, made, setting, evaluate(*made.workload));
                    }
                }
        }
    }
}

TEST_CASE("several graphs of different shapes run at once") {
    auto small = graphOf("tree", {5, 3}), wide = graphOf("stencil_1d", {3, 30}), tall = graphOf("nearest", {60, 2}),
         sweep = graphOf("dom", {9, 6}), free = graphOf("trivial", {4, 11});
    wide["kernel"] = std::string("compute_bound");
    wide["iterations"] = std::int64_t{20};
    tall["output_bytes"] = std::int64_t{4096};
    const std::vector<Given> graphs = {small, wide, tall, sweep, free, tall};
    const auto made = makeWorkload(graphs);
    const Expected expected = evaluate(*made.workload);
    for (const Model* model : models()) {
        if (leftOut(*model)) continue;
        for (const int workers : workersFor(*model)) {
            INFO(model->name << ", " << workers << " workers");
            expectRight(*model, made, {.workers = workers}, expected);
        }
    }
}

TEST_CASE("several graphs without any dependence run at once") {
    const auto made = makeWorkload({graphOf("trivial", {4, 11}), graphOf("trivial", {1, 100})});
    for (const Model* model : models())
        if (!leftOut(*model)) expectRight(*model, made, {.workers = 2}, evaluate(*made.workload));
}

TEST_CASE("every kernel and every size of outputs gives the same under every model") {
    for (const std::string kernel : {"empty", "busy_wait", "compute_bound", "memory_bound", "load_imbalance"})
        for (const std::int64_t bytes : {16, 48, 65536, 1 << 20}) {
            Given graph = graphOf("stencil_1d", {4, 4});
            graph["kernel"] = kernel;
            graph["iterations"] = std::int64_t{50};
            graph["imbalance"] = 1.0;
            graph["scratch_bytes"] = std::int64_t{8192};
            graph["output_bytes"] = bytes;
            const auto made = makeWorkload({graph});
            const Expected expected = evaluate(*made.workload);
            for (const Model* model : models()) {
                if (leftOut(*model) || (!runsHere(*model) && bytes == 48)) continue;
                INFO(model->name << ", " << kernel << ", " << bytes << " bytes");
                expectRight(*model, made, {.workers = 2}, expected);
            }
        }
}

TEST_CASE("up to 64 workers, many more than cores, pinned or not, run a deep graph") {
    const auto made = makeWorkload({graphOf("stencil_1d", {50, 64})});
    const Expected expected = evaluate(*made.workload);
    for (const Model* model : modelsOfThisProcess())
        for (const bool pin : {false, true}) {
            INFO(model->name << (pin ? ", pinned" : ", not pinned"));
            expectRight(*model, made, {.workers = 64, .pin = pin, .recordsPerLane = 256}, expected);
        }
}

TEST_CASE("a wide all_to_all counts steps and not pairs") {
    const auto made = makeWorkload({graphOf("all_to_all", {5, 1024})});
    const Expected expected = evaluate(*made.workload);
    for (const Model* model : modelsOfThisProcess()) {
        INFO(model->name);
        expectRight(*model, made, {.workers = 2}, expected);
    }
}

TEST_CASE("no task starts before its inputs are done, and none runs twice") {
    class Ordered : public WatchedWorkload {
      public:
        explicit Ordered(const Workload& inner) : WatchedWorkload(inner), m_done(inner.naming().count() + 1) {}
        std::uint64_t run(
            Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
            Points points;
            graphs()[task.graph].inputs(task.step, task.point, points);
            if (points.size() != inputs.size()) m_wrong.fetch_add(1);
            for (const std::uint32_t point : points)
                if (m_done[naming().index({task.graph, task.step - 1, point})].load() != 1) m_wrong.fetch_add(1);
            const std::uint64_t value = WatchedWorkload::run(task, inputs, output, scratch);
            if (m_done[naming().index(task)].fetch_add(1) != 0) m_wrong.fetch_add(1);
            return value;
        }
        int wrong() const { return m_wrong.load(); }

      private:
        mutable std::vector<std::atomic<int>> m_done;
        mutable std::atomic<int> m_wrong{0};
    };
    for (const Model* model : modelsOfThisProcess())
        for (const std::string_view pattern : patternNames())
            for (const int workers : {2, 4}) {
                const auto made = makeWorkload({graphOf(pattern, {40, 9}), graphOf("fft", {20, 16})});
                const Ordered ordered(*made.workload);
                INFO(model->name << ", " << pattern);
                const Ran ran = runModel(*model, ordered, made.options, {.workers = workers});
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ordered.wrong() == 0);
                CHECK(ran.got.tasks == made.workload->taskCount());
            }
}

TEST_CASE("models and their options are declared once, in words") {
    std::set<std::string_view> names;
    for (const Model* model : models()) {
        INFO(model->name);
        CHECK(names.insert(model->name).second);
        CHECK(findModel(model->name) == model);
        CHECK((model->runGraph != nullptr || model->runScript != nullptr));
        CHECK(!model->title.empty());
        CHECK(!model->summary.empty());
        CHECK(!model->summary.ends_with('.'));
        CHECK(
            (model->family == "thread" || model->family == "process" || model->family == "coroutine" ||
             model->family == "distributed"));
        CHECK(Options::resolve(model->options, {}));
    }
    CHECK(models().front()->name == "serial");
    CHECK(findModel("nothing") == nullptr);
}
