#include "engine/trace/search.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace corelane;

namespace {

constexpr std::size_t many = 1000;
constexpr auto goOn = [](const Found&) { return true; };

// Two workers, a character a millisecond.
std::shared_ptr<const Trace> sample() {
    return test::read(test::recordingOf(
        R"(
        w0  |ssAAAlllBBqrr..|
        w10 |sCCCClDDDDDooo.|
    )",
        {1'000'000, 1'000'000}));
}

Found found(const std::string& text, const Trace& trace, std::size_t most = many) {
    const auto query = parseQuery(text);
    REQUIRE(query);
    return search(trace, trace.runs, *query, most, goOn);
}

// "w0 5+3 lock": lane, begin and length in milliseconds, state.
std::vector<std::string> lines(const Found& found, const Trace& trace) {
    std::vector<std::string> out;
    for (const SpanPlace& place : found.places) {
        const Run& run = *trace.runs.front();
        out.push_back(
            run.workers[static_cast<std::size_t>(place.lane)]->name + ' ' +
            std::to_string((place.begin - run.begin) / 1'000'000) + '+' + std::to_string(place.took() / 1'000'000) +
            ' ' + std::string(stateName(place.state)));
    }
    return out;
}

std::vector<std::string> linesOf(const std::string& text) {
    const auto trace = sample();
    return lines(found(text, *trace), *trace);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a state's word finds the spans of that state") {
    CHECK(linesOf("lock") == Lines{"w0 5+3 lock", "w10 5+1 lock"});
    CHECK(linesOf("LOCK") == linesOf("lock"));
}

TEST_CASE("wait is every state in which a worker waits") {
    CHECK(linesOf("wait on w0") == Lines{"w0 5+3 lock", "w0 10+1 queue", "w0 11+2 runnable"});
}

TEST_CASE("a comparison is of how long a span took, with and without its end") {
    CHECK(linesOf("lock > 1ms") == Lines{"w0 5+3 lock"});
    CHECK(linesOf("lock >= 1 ms").size() == 2);
    CHECK(linesOf("lock<=1000us") == Lines{"w10 5+1 lock"});
    CHECK(linesOf("lock < 1ms").empty());
    CHECK(linesOf("lock > 1ms < 3ms").empty());
}

TEST_CASE("on is the whole name of a lane, or the beginning before a star") {
    CHECK(linesOf("lock on w0") == Lines{"w0 5+3 lock"});
    CHECK(linesOf("lock on w1").empty());
    CHECK(linesOf("lock on w*").size() == 2);
    CHECK(linesOf("lock on w0 on W10").size() == 2);
    CHECK(linesOf("lock w10") == Lines{"w10 5+1 lock"});
}

TEST_CASE("every word must fit") {
    CHECK(linesOf("lock queue").empty());
    CHECK(linesOf("overhead on w10") == Lines{"w10 11+3 overhead"});
}

TEST_CASE("a task is found by its step and point, and by its graph") {
    const auto trace = sample();
    const Run& run = *trace->runs.front();
    const TaskIndex task = run.workers[1]->spans[1].task;
    REQUIRE(task != 0);
    const Found one = found(run.naming.shortName(task), *trace);
    REQUIRE(one.places.size() == 1);
    CHECK(one.places[0].task == task);
    CHECK(one.places[0].span == 1);
    CHECK(found('"' + run.naming.name(task) + '"', *trace).places == one.places);
    CHECK(found(run.naming.graphs()[0].name, *trace).count == 4);
}

TEST_CASE("after and before are of the begin, since the run's start") {
    CHECK(linesOf("wait after 10ms") == Lines{"w0 10+1 queue", "w0 11+2 runnable"});
    CHECK(linesOf("wait before 10ms") == Lines{"w0 5+3 lock", "w10 5+1 lock"});
}

TEST_CASE("in is a part of a run's title or model") {
    const auto trace = sample();
    const std::string model = trace->runs.front()->info.model;
    CHECK(found("lock in " + model, *trace).count == 2);
    const Found none = found("lock in zebra", *trace);
    CHECK(none.count == 0);
    CHECK(none.whyNone == "No run shown is called \"zebra\".");
}

TEST_CASE("no words are everything") {
    const auto trace = sample();
    std::size_t spans = 0;
    for (const auto& lane : trace->runs.front()->workers) spans += lane->spans.size();
    CHECK(found("", *trace).count == spans);
}

TEST_CASE("of too many the longest are kept, and all are counted") {
    const auto trace = sample();
    const Found some = found("", *trace, 2);
    CHECK(some.count > 10);
    CHECK(lines(some, *trace) == Lines{"w10 1+4 useful", "w10 6+5 useful"});
}

TEST_CASE("what nothing can have is said") {
    const auto trace = sample();
    CHECK(found("zebra", *trace).whyNone == "No name, task, state or lane has \"zebra\" in it.");
    CHECK(found("lock on w9", *trace).whyNone == "No lane is called \"w9\".");
    CHECK(found("lock > 1s", *trace).whyNone.empty());
}

TEST_CASE("a search stops when its looker says so") {
    const auto trace = sample();
    Run big = *trace->runs.front();
    auto lane = std::make_shared<Lane>();
    for (int i = 0; i < 200'000; ++i) lane->spans.push_back({big.begin + i, big.begin + i + 1, 0, 0, State::Lock, 0});
    big.workers = {lane};
    Trace whole = *trace;
    whole.runs = {std::make_shared<const Run>(big)};
    int looks = 0;
    const Found some =
        search(whole, whole.runs, *parseQuery("lock"), many, [&looks](const Found&) { return ++looks < 2; });
    CHECK(looks == 2);
    CHECK(some.count < 200'000);
    CHECK(some.count > 100'000);
}

TEST_CASE("ready and not run, as the kernel told, is found over the span it lies on") {
    const auto trace = sample();
    Run run = *trace->runs.front();
    auto lane = std::make_shared<Lane>();
    lane->name = "w0";
    lane->spans.push_back({run.begin, run.begin + 10'000'000, 1, 0, State::Useful, 0});
    lane->segments.append(run.begin, run.begin + 4'000'000, static_cast<std::uint8_t>(State::Useful));
    lane->segments.append(run.begin + 4'000'000, run.begin + 6'000'000, static_cast<std::uint8_t>(State::Runnable));
    lane->segments.append(run.begin + 6'000'000, run.begin + 10'000'000, static_cast<std::uint8_t>(State::Useful));
    run.workers = {lane};
    Trace whole = *trace;
    whole.runs = {std::make_shared<const Run>(run)};
    CHECK(lines(found("runnable > 1ms", whole), whole) == Lines{"w0 4+2 runnable"});
    CHECK(lines(found("useful", whole), whole) == Lines{"w0 0+10 useful"});
}

TEST_CASE("core lanes are looked at only when asked for, and their numbers are no tasks") {
    const auto trace = sample();
    Run run = *trace->runs.front();
    auto core = std::make_shared<Lane>();
    core->kind = LaneKind::Core;
    core->name = "core 1";
    core->spans.push_back({run.begin, run.begin + 3'000'000, 1, 0, State::Useful, 0});
    run.cores = {core};
    Trace whole = *trace;
    whole.runs = {std::make_shared<const Run>(run)};
    CHECK(found("useful", whole).count == found("useful", *trace).count);
    const Found asked = found("on \"core 1\"", whole);
    REQUIRE(asked.places.size() == 1);
    CHECK(asked.places[0].kind == LaneKind::Core);
    CHECK(asked.places[0].task == 0);
    CHECK(found("on core*", whole).places == asked.places);
}

TEST_CASE("a span that is still open lasts until what was seen last") {
    const auto trace = sample();
    Run run = *trace->runs.front();
    auto lane = std::make_shared<Lane>();
    lane->spans.push_back({run.begin, 0, 0, 0, State::Lock, 0});
    run.workers = {lane};
    run.end = run.begin + 7'000'000;
    Trace whole = *trace;
    whole.runs = {std::make_shared<const Run>(run)};
    const Found open = found("lock >= 7ms", whole);
    REQUIRE(open.places.size() == 1);
    CHECK(open.places[0].took() == 7'000'000);
}

TEST_CASE("a fault says where and what is wrong") {
    const auto fault = [](const char* text) {
        const auto query = parseQuery(text);
        REQUIRE(!query);
        return query.error();
    };
    CHECK(fault("lock > soon").message == "\"soon\" is no time: write a number and ns, us, ms or s, as in 1.5ms.");
    CHECK(fault("lock > soon").at == 7);
    CHECK(fault("lock > soon").length == 4);
    CHECK(fault("lock > 5").message == "A unit must follow 5: ns, us, ms or s.");
    CHECK(fault("lock >").message == "A time must follow \">\", as in > 1ms.");
    CHECK(fault("lock on").message == "A lane's name must follow \"on\", as in on w3.");
    CHECK(fault("lock in").message == "A run's name must follow \"in\", as in in threads.");
    CHECK(fault("a \"b").message == "This quotation mark is not closed.");
    CHECK(fault("a \"b").at == 2);
    CHECK(fault("> -1ms").message == "\"-1ms\" is before the start.");
    CHECK(fault("> 1e30s").message == "\"1e30s\" is longer than any recording.");
    CHECK(fault("> nan").length == 3);
}

TEST_CASE("times have units and may have a fraction") {
    CHECK(*parseDuration("1.5ms") == 1'500'000);
    CHECK(*parseDuration(" 20 us ") == 20'000);
    CHECK(*parseDuration("3µs") == 3'000);
    CHECK(*parseDuration("2 min") == 120'000'000'000);
    CHECK(!parseDuration(""));
    CHECK(!parseDuration("ms"));
}

TEST_CASE("quotation marks make a state's word a part of a name") {
    CHECK(parseQuery("\"lock\"")->words == std::vector<Query::Word>{{"lock", Spelling::Quoted}});
    CHECK(parseQuery("\"on\" x")->words.size() == 2);
    CHECK(parseQuery("on \"core 1\"")->lanes == std::vector<std::string>{"core 1"});
}
