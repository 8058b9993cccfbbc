#include "engine/export/exporter.h"
#include "engine/trace/writer.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>
#include <sstream>

using namespace corelane;
using namespace corelane::test;
using Json = nlohmann::json;

namespace {

Json chromeOf(const Trace& trace) {
    std::ostringstream out;
    REQUIRE(findExporter("chrome-json")->write(trace, out));
    return Json::parse(out.str());
}

std::int64_t ns(const Json& micros) {
    return std::llround(micros.get<double>() * 1000);
}

// One run at level 1: two workers on two cores, one inside the other's spans, a hand-over, a queue and a counter.
std::shared_ptr<const Trace> handOver() {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    Comparison comparison = someComparison();
    comparison.title = "A \"title\" \\ \xff";
    writer.comparison(comparison);
    writer.beginRun(someRun(1, 1), 1000);
    const auto a = writer.lane({LaneKind::Worker, 0, "w0", 100, 100, ""}, 1000);
    const auto b = writer.lane({LaneKind::Worker, 1, "w1", 100, 101, ""}, 1000);
    const auto task = writer.lane({LaneKind::Task, 0, "coroutine", 0, 0, ""}, 1000);
    const auto depth = writer.lane({LaneKind::Counter, 0, "ready", 0, 0, "tasks"}, 1000);
    const Switch first[] = {{1000, 100, false}, {5000, 0, false}}, second[] = {{3000, 101, false}, {8000, 0, false}};
    writer.switches(0, first);
    writer.switches(1, second);
    writer.begin(a, 1000, State::Useful, "task \"one\"", 1);
    writer.begin(a, 2000, State::Overhead, "copy");
    writer.end(a, 2500);
    const std::uint64_t flow[] = {edgeId(1, 2, 0)};
    writer.end(a, 3001, flow);
    writer.begin(b, 3500, State::Useful, "task two", 2, flow);
    writer.end(b, 7999);
    writer.begin(task, 1500, State::Queue, "suspended");
    writer.end(task, 3500);
    writer.counter(depth, 1000, 2);
    writer.counter(depth, 3500, -1);
    for (const auto lane : {a, b, task}) writer.endLane(lane, 8000);
    RunResult result;
    result.begin = 1000;
    result.wall = 7000;
    result.correct = true;
    writer.endRun(result, 8000);
    writer.endComparison();
    REQUIRE(writer.flush());
    return read(tape.bytes);
}

}  // namespace

TEST_CASE("Chrome JSON holds every span with its lane, state and task") {
    const Json json = chromeOf(*handOver());
    std::vector<std::string> spans;
    for (const Json& e : json["traceEvents"])
        if (e["ph"] == "X")
            spans.push_back(
                e["tid"].dump() + " " + std::to_string(ns(e["ts"])) + " " + std::to_string(ns(e["dur"])) + " " +
                e["name"].get<std::string>() + " " + e["cat"].get<std::string>() +
                (e.contains("args") ? " " + e["args"]["task"].get<std::string>() : ""));
    CHECK(
        spans == std::vector<std::string>{
                     "1 0 4000 w0 core", "2 2000 5000 w1 core", "10001 0 2001 task \"one\" useful stencil_1d 0.0",
                     "10001 1000 500 copy overhead", "10002 2500 4499 task two useful stencil_1d 0.1",
                     "20001 500 2000 suspended queue"});
}

TEST_CASE("Chrome JSON names processes, threads and counters") {
    const Json json = chromeOf(*handOver());
    std::map<std::string, std::string> names;
    std::vector<std::int64_t> counted;
    for (const Json& e : json["traceEvents"]) {
        if (e["ph"] == "M" && e["args"].contains("name"))
            names[e["name"].get<std::string>() + e["tid"].dump()] = e["args"]["name"].get<std::string>();
        if (e["ph"] == "C") counted.push_back(e["args"]["tasks"].get<std::int64_t>());
    }
    CHECK(names["process_name0"] == "threads r1");
    CHECK(names["thread_name10001"] == "w0");
    CHECK(names["thread_name10002"] == "w1");
    CHECK(names["thread_name20001"] == "coroutine");
    CHECK(names.count("thread_name1") == 1);
    CHECK(counted == std::vector<std::int64_t>{2, -1});
    CHECK(json["otherData"]["title"] == "A \"title\" \\ \xef\xbf\xbd");
}

TEST_CASE("in Chrome JSON both ends of a hand-over lie within spans") {
    const Json json = chromeOf(*handOver());
    const auto within = [&](const Json& flow) {
        for (const Json& e : json["traceEvents"])
            if (e["ph"] == "X" && e["tid"] == flow["tid"] && ns(e["ts"]) <= ns(flow["ts"]) &&
                ns(flow["ts"]) < ns(e["ts"]) + ns(e["dur"]))
                return true;
        return false;
    };
    std::map<std::string, int> ends;
    for (const Json& e : json["traceEvents"])
        if (e["ph"] == "s" || e["ph"] == "f") {
            CHECK(within(e));
            ends[e["id"].get<std::string>()] += e["ph"] == "s" ? 1 : 16;
        }
    REQUIRE(ends.size() == 1);
    CHECK(ends.begin()->second == 17);
}

TEST_CASE("in Chrome JSON spans of one lane nest and every run is a process of its own") {
    const Json json = chromeOf(*traceOf(fourEntries()));
    std::map<std::pair<int, int>, std::vector<std::pair<std::int64_t, std::int64_t>>> open;
    std::size_t spans = 0;
    for (const Json& e : json["traceEvents"]) {
        if (e["ph"] != "X") continue;
        ++spans;
        const std::int64_t begin = ns(e["ts"]), end = begin + ns(e["dur"]);
        REQUIRE(end >= begin);
        auto& stack = open[{e["pid"].get<int>(), e["tid"].get<int>()}];
        while (!stack.empty() && stack.back().second <= begin) stack.pop_back();
        if (!stack.empty()) CHECK(end <= stack.back().second);
        stack.emplace_back(begin, end);
    }
    // Ten recorded runs an entry; one span for serial's only worker, three for two workers.
    std::size_t onWorkers = 0;
    for (const Json& e : json["traceEvents"])
        if (e["ph"] == "X" && e["cat"] != "core") ++onWorkers;
    CHECK(onWorkers == 10 * (1 + 3 + 3 + 3));
    CHECK(spans >= onWorkers);
}

TEST_CASE("Chrome JSON of a trace without runs is still a trace") {
    CHECK(chromeOf(*traceOf({}))["traceEvents"].empty());
}

TEST_CASE("Chrome JSON closes what was open when the recording ended") {
    const Json json = chromeOf(*traceOf({{.model = "threads", .wall = 20 * millisecond, .finished = false}}));
    for (const Json& e : json["traceEvents"])
        if (e["ph"] == "X") CHECK(ns(e["dur"]) >= 0);
}
