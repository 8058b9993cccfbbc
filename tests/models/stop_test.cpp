// A run that is asked to stop ends soon, under every model, with every option, wherever it is.
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <atomic>

using namespace corelane;

namespace {

// Asks for a stop in the task number `after`.
class Stopping : public WatchedWorkload {
  public:
    Stopping(const Workload& inner, Recorder& recorder, std::uint64_t after)
        : WatchedWorkload(inner), m_recorder(recorder), m_after(after) {}
    std::uint64_t run(
        Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
        if (m_recorder.stopRequested()) m_late.fetch_add(1);
        if (m_ran.fetch_add(1) + 1 == m_after) m_recorder.requestStop();
        return WatchedWorkload::run(task, inputs, output, scratch);
    }

    // Tasks that began although a stop had been asked for.
    int late() const { return m_late.load(); }

  private:
    Recorder& m_recorder;
    const std::uint64_t m_after;
    mutable std::atomic<std::uint64_t> m_ran{0};
    mutable std::atomic<int> m_late{0};
};

void expectStop(const Model& model, const TestWorkload& made, const Given& given, int workers, std::uint64_t after) {
    auto recorder = Recorder::make({.lanes = workers + 2, .recordsPerLane = 1024});
    REQUIRE(recorder);
    const Options options = *Options::resolve(model.options, given);
    const std::vector<int> cores = allowedCores();
    const Stopping stopping(*made.workload, *recorder, after);
    Execution execution{stopping,     options,      cores, model.oneWorker ? 1 : workers, true, *recorder,
                        "task_graph", made.options, ""};
    CHECK(model.runGraph(execution));
    CHECK(recorder->tasks() >= after);
    // A worker that had just looked whether to stop still begins its task; none begins another one.
    CHECK(stopping.late() <= workers);
    CHECK(recorder->faults() == 0);
    CHECK(recorder->endTime() > recorder->beginTime());
}

}  // namespace

TEST_CASE("a stop ends a run with the tasks that had begun, under every model, option and pattern") {
    for (const Model* model : modelsOfThisProcess()) {
        std::vector<Given> settings = {{}};
        for (const Option& option : model->options)
            for (const std::string_view choice : option.choices)
                settings.push_back({{std::string(option.name), std::string(choice)}});
        for (const Given& setting : settings)
            for (const std::string pattern : {"trivial", "stencil_1d", "tree", "all_to_all"}) {
                const auto made =
                    makeWorkload({{{"pattern", pattern}, {"steps", std::int64_t{500}}, {"width", std::int64_t{8}}}});
                for (const int workers : {1, 2, 6})
                    for (const std::uint64_t after : {1, 7, 1500}) {
                        INFO(
                            model->name << ", " << pattern << ", " << workers << " workers, stopped in task "
                                        << after);
                        expectStop(*model, made, setting, workers, after);
                    }
            }
    }
}

TEST_CASE("a run that is stopped before it begins runs nothing") {
    const auto made = makeWorkload({{{"steps", std::int64_t{100}}, {"width", std::int64_t{8}}}});
    for (const Model* model : modelsOfThisProcess())
        for (const int workers : {1, 3}) {
            INFO(model->name << ", " << workers << " workers");
            auto recorder = Recorder::make({.lanes = workers + 2, .recordsPerLane = 1024});
            REQUIRE(recorder);
            recorder->requestStop();
            const Options options = *Options::resolve(model->options, {});
            const std::vector<int> cores = allowedCores();
            Execution execution{*made.workload, options,      cores, model->oneWorker ? 1 : workers, true, *recorder,
                                "task_graph",   made.options, ""};
            CHECK(model->runGraph(execution));
            CHECK(recorder->tasks() == 0);
            CHECK(recorder->faults() == 0);
        }
}
