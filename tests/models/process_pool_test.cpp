// The process pool: every way to start workers and every way to send, and what is recorded of it.
#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unistd.h>

using namespace corelane;

TEST_CASE("the process pool runs every pattern right by every way with any number of workers", "[process_pool]") {
    NothingLeft left;
    for (const std::string_view pattern : patternNames()) {
        const auto made = makeWorkload(
            {{{"pattern", std::string(pattern)},
              {"steps", std::int64_t{9}},
              {"width", std::int64_t{7}},
              {"period", std::int64_t{2}}}});
        const Expected expected = evaluate(*made.workload);
        INFO(pattern);
        for (const Way& way : everyWay())
            for (const int workers : {1, 2, 5}) expectRight(made, way, workers, expected);
    }
    left.check();
}

TEST_CASE("the process pool carries payloads of every size, and takes tasks in chunks", "[process_pool]") {
    NothingLeft left;
    for (const std::int64_t bytes : {16, 4112, 1 << 20})
        for (const std::string pattern : {"stencil_1d", "all_to_all"}) {
            const auto made = makeWorkload(
                {{{"pattern", pattern},
                  {"steps", std::int64_t{4}},
                  {"width", std::int64_t{6}},
                  {"output_bytes", bytes}},
                 {{"pattern", std::string("tree")}, {"steps", std::int64_t{5}}, {"width", std::int64_t{9}}}});
            INFO(pattern << ", " << bytes << " bytes");
            const Expected expected = evaluate(*made.workload);
            for (Way way : everyWay())
                for (const std::int64_t chunk : {1, 4, 64}) {
                    way.chunk = chunk;
                    expectRight(made, way, 2, expected);
                }
        }
    left.check();
}

TEST_CASE("64 worker processes on few cores finish a deep graph", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(10, 64);
    for (const Way& way : everyWay()) expectRight(made, way, 64, evaluate(*made.workload));
    left.check();
}

TEST_CASE("every byte that travels is counted, and through shared memory none does", "[process_pool]") {
    const auto made = stencil(12, 6, 0, 4112);
    std::uint64_t expected = 0;
    forEachTask(*made.workload, [&](Task, std::uint32_t inputs) {
        expected += sizeof(MessageFrame) + sizeof(ResultFrame) + (inputs + 1) * padded(4112);
    });
    for (const Way& way : everyWay()) {
        INFO(way.words());
        const auto look = [&](Recorder& recorder) {
            CHECK(recorder.bytesMoved() == (way.transport == "shared_memory" ? 0 : expected));
        };
        CHECK(runModel(pool(), *made.workload, made.options, {.workers = 3, .options = way.options()}, look).result);
    }
}

TEST_CASE("workers record their spans in their own processes", "[process_pool]") {
    const auto made = stencil(30, 6, 100, 16384);
    for (const Way& way : everyWay()) {
        INFO(way.words());
        const auto look = [&](Recorder& recorder) {
            const auto lanes = lanesOf(recorder);
            CHECK(lanes.size() == 3);
            std::map<TaskIndex, int> tasks;
            std::set<pid_t> pids;
            for (const SeenLane& lane : lanes) {
                const bool parent = lane.name == "parent";
                CHECK(lane.name == (parent ? "parent" : fmt::format("p{}", lane.index)));
                CHECK((lane.pid == getpid()) == parent);
                CHECK(lane.index == (parent ? 2 : lane.index % 2));
                CHECK(pids.insert(lane.pid).second);
                std::set<std::string> names;
                std::uint64_t end = 0;
                int overlaps = 0, startups = 0;
                bool worked = false;  // a worker may come when there is nothing left to do
                for (const Named& span : lane.spans) {
                    overlaps += span.begin < end || span.end < span.begin;
                    end = span.end;
                    names.insert(span.name);
                    startups += span.state == State::Startup;
                    if (span.state == State::Useful) {
                        CHECK(span.name == "stencil_1d");
                        worked = true;
                        tasks[span.task] += 1;
                    }
                }
                CHECK(overlaps == 0);
                if (parent) {
                    CHECK(names.count("start worker") == 1);
                } else {
                    CHECK(lane.spans.front().name == "start process");
                    CHECK(lane.spans.front().begin == lane.begin);  // its life begins when the engine asked for it
                    CHECK(startups == 1);
                    if (!worked) continue;
                    if (way.transport != "shared_memory") {
                        CHECK(names.count("wait for a task") == 1);
                        // A packet may bring all the inputs at once.
                        if (way.transport != "unix_seqpacket") CHECK(names.count("receive inputs") == 1);
                        CHECK(names.count("send output") == 1);
                    } else {
                        CHECK(names.count("scheduling") == 1);
                    }
                }
            }
            CHECK(tasks.size() == 180);
            CHECK(std::ranges::all_of(tasks, [](const auto& task) { return task.second == 1; }));
        };
        CHECK(runModel(pool(), *made.workload, made.options, {.workers = 2, .options = way.options()}, look).result);
    }
}
