#include "engine/models/countdown.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <set>

using namespace corelane;

TEST_CASE("counting down makes every task ready once, after its inputs, for every pattern") {
    for (const std::string_view pattern : patternNames()) {
        INFO(pattern);
        const auto made = makeWorkload(
            {{{"pattern", std::string(pattern)},
              {"steps", std::int64_t{9}},
              {"width", std::int64_t{8}},
              {"period", std::int64_t{2}}}});
        const Workload& workload = *made.workload;
        Countdown countdown(workload);
        std::vector<TaskIndex> ready(countdown.initial());
        std::set<TaskIndex> done;
        Points points, inputs;
        int early = 0, twice = 0;
        while (!ready.empty()) {
            const TaskIndex index = ready.back();
            ready.pop_back();
            const Task task = *workload.naming().task(index);
            workload.graphs()[0].inputs(task.step, task.point, inputs);
            for (const std::uint32_t point : inputs)
                early += !done.contains(workload.naming().index({0, task.step - 1, point}));
            twice += !done.insert(index).second;
            countdown.finish(task, points, [&](Task next) { ready.push_back(workload.naming().index(next)); });
        }
        CHECK(early == 0);
        CHECK(twice == 0);
        CHECK(done.size() == workload.taskCount());
    }
}

TEST_CASE("a task that also lacks an arrival is ready with whichever comes last") {
    const auto made =
        makeWorkload({{{"pattern", std::string("no_comm")}, {"steps", std::int64_t{2}}, {"width", std::int64_t{1}}}});
    Points points;
    for (const bool arrivalFirst : {true, false}) {
        Countdown countdown(*made.workload, 1);
        int ready = 0;
        const auto finish = [&] { countdown.finish({0, 0, 0}, points, [&](Task) { ++ready; }); };
        CHECK(countdown.onlyOneLacking({0, 0, 0}));
        if (arrivalFirst) {
            CHECK_FALSE(countdown.arrive({0, 1, 0}));
            finish();
            CHECK(ready == 1);
        } else {
            finish();
            CHECK(ready == 0);
            CHECK(countdown.onlyOneLacking({0, 1, 0}));
            CHECK(countdown.arrive({0, 1, 0}));
        }
    }
}
