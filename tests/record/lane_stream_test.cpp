#include "engine/record/clock.h"
#include "engine/record/lane_stream.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace corelane;

namespace {

Record span(Time begin, Time end, std::uint32_t depth = 0, std::uint16_t core = 0) {
    return {
        static_cast<std::uint64_t>(begin),
        static_cast<std::uint64_t>(end),
        7,
        1,
        State::Useful,
        RecordKind::Span,
        core,
        core,
        depth};
}
Record open(Time time, std::uint32_t depth, State state = State::Overhead) {
    return {static_cast<std::uint64_t>(time),
            static_cast<std::uint64_t>(time),
            0,
            2,
            state,
            RecordKind::Open,
            0,
            noCore,
            depth};
}
Record close(Time time, std::uint32_t depth) {
    return {
        static_cast<std::uint64_t>(time),
        static_cast<std::uint64_t>(time),
        0,
        0,
        State::Idle,
        RecordKind::Close,
        noCore,
        0,
        depth};
}
Record switched(Time noticed, Duration waited) {
    return {
        static_cast<std::uint64_t>(noticed),
        static_cast<std::uint64_t>(waited),
        0,
        0,
        State::Runnable,
        RecordKind::Switched,
        noCore,
        0,
        0};
}
Record counted(Time time, std::int64_t value) {
    return {
        static_cast<std::uint64_t>(time),
        static_cast<std::uint64_t>(value),
        0,
        3,
        State::Idle,
        RecordKind::Counter,
        noCore,
        noCore,
        0};
}

// Ticks of BOOTTIME are nanoseconds: what comes out has the times that went in.
struct Given {
    explicit Given(Time begin = 0, bool showPreempted = true) : stream(calibration, 42, begin, showPreempted) {}
    Calibration calibration{Clock::Kind::Boottime};
    LaneStream stream;

    // "10( 20) " with the name's letter for useful and overhead, "r" for a preemption, "=5" for a counter.
    std::string events(const std::vector<Record>& records, Time end = -1) {
        stream.append(records.data(), records.size());
        std::string text = given();
        if (end >= 0) {
            stream.finish(end);
            text += given();
        }
        if (!text.empty()) text.pop_back();
        return text;
    }

    std::string given() {
        std::string text;
        for (; const LaneEvent* e = stream.front(); stream.pop()) switch (e->kind) {
            case LaneEvent::Kind::Give:
                text += fmt::format("{}gives{} ", e->time, e->task);
                break;
            case LaneEvent::Kind::Begin:
                text += fmt::format("{}{}( ", e->time, e->state == State::Useful ? "u" : "o");
                break;
            case LaneEvent::Kind::End:
                text += fmt::format("{}) ", e->time);
                break;
            case LaneEvent::Kind::BeginPreempted:
                text += fmt::format("{}r[ ", e->time);
                break;
            case LaneEvent::Kind::EndPreempted:
                text += fmt::format("{}] ", e->time);
                break;
            case LaneEvent::Kind::Counter:
                text += fmt::format("{}={} ", e->time, e->value);
                break;
            }
        return text;
    }
};

}  // namespace

TEST_CASE("spans within spans become begins and ends that nest") {
    CHECK(
        Given().events({open(10, 0), span(20, 30, 1), span(30, 35, 1), close(40, 0), span(50, 60)}) ==
        "10o( 20u( 30) 30u( 35) 40) 50u( 60)");
}

TEST_CASE("a span whose close was dropped ends before the next one around it") {
    CHECK(Given().events({open(10, 0), open(20, 1), span(30, 40, 0)}) == "10o( 20o( 30) 30) 30u( 40)");
    CHECK(Given().events({open(10, 0), open(20, 1), close(50, 0)}) == "10o( 20o( 50) 50)");
}

TEST_CASE("a close whose open was dropped ends nothing") {
    CHECK(Given().events({close(10, 0), span(20, 30)}) == "20u( 30)");
    CHECK(Given().events({open(10, 0), close(20, 1), close(30, 0)}) == "10o( 30)");
}

TEST_CASE("a span within one whose open was dropped still ends where it ended") {
    CHECK(Given().events({open(20, 1), close(30, 1), span(40, 50, 1), close(60, 0)}) == "20o( 30) 40u( 50)");
    CHECK(
        Given().events({open(20, 2), span(22, 24, 3), close(30, 2), close(40, 1), close(60, 0)}) ==
        "20o( 22u( 24) 30)");
}

TEST_CASE("what is open when the records end is ended, never before the last event") {
    CHECK(Given().events({open(10, 0), span(20, 30, 1)}, 100) == "10o( 20u( 30) 100)");
    CHECK(Given().events({open(10, 0), span(20, 30, 1)}, 25) == "10o( 20u( 30) 30)");
}

TEST_CASE("times never decrease, nor come before the lane's begin") {
    CHECK(Given(15).events({span(10, 20), span(18, 19), span(17, 30)}) == "15u( 20) 20u( 20) 20u( 30)");
}

TEST_CASE("records that cannot be are passed over") {
    Record wild = span(20, 30), deep = span(20, 30, 5000), unknown = span(20, 30);
    wild.state = static_cast<State>(200);
    unknown.kind = static_cast<RecordKind>(99);
    CHECK(Given().events({span(10, 20), wild, deep, unknown, span(30, 40)}) == "10u( 20) 30u( 40)");
}

TEST_CASE("a preemption noticed at a span's end is placed at its end") {
    CHECK(Given().events({switched(50, 12), span(10, 50)}) == "10u( 38r[ 50] 50)");
}

TEST_CASE("a preemption between spans is placed where it was noticed") {
    CHECK(Given().events({span(10, 20), switched(50, 12), span(50, 60)}) == "10u( 20) 38r[ 50] 50u( 60)");
    CHECK(
        Given().events({open(5, 0), span(10, 20, 1), switched(50, 12), close(50, 0)}) == "5o( 10u( 20) 38r[ 50] 50)");
}

TEST_CASE("a wait longer than the span it was noticed in is cut to it, and still counted whole") {
    Given lane;
    CHECK(lane.events({span(10, 20), switched(50, 100), span(30, 50)}) == "10u( 20) 30u( 30r[ 50] 50)");
    CHECK(lane.stream.waited() == 100);
}

TEST_CASE("preemptions that are known from elsewhere are counted and not given") {
    Given lane(0, false);
    CHECK(lane.events({switched(50, 12), span(10, 50)}) == "10u( 50)");
    CHECK(lane.stream.waited() == 12);
}

TEST_CASE("counters come with their own time and leave the spans alone") {
    CHECK(Given().events({open(10, 0), counted(12, -5), close(20, 0)}) == "10o( 12=-5 20)");
}

TEST_CASE("records may come in any number of pieces") {
    const std::vector<Record> all = {open(10, 0),     switched(30, 4), span(20, 30, 1),
                                     span(30, 35, 1), close(40, 0),    span(50, 60)};
    const std::string whole = Given().events(all, 70);
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        Given lane;
        lane.stream.append(all.data(), cut);
        std::string text = lane.given();
        lane.stream.append(all.data() + cut, all.size() - cut);
        text += lane.given();
        lane.stream.finish(70);
        text += lane.given();
        if (!text.empty()) text.pop_back();
        CHECK(text == whole);
    }
}

TEST_CASE("more records than fit into one piece of memory keep their order") {
    Given lane;
    std::vector<Record> many;
    for (Time t = 0; t < 100'000; ++t) many.push_back(span(t * 10, t * 10 + 5));
    lane.stream.append(many.data(), many.size());
    Time last = -1;
    int wrong = 0, events = 0;
    for (; const LaneEvent* e = lane.stream.front(); lane.stream.pop(), ++events) {
        wrong += e->time <= last;
        last = e->time;
    }
    CHECK(events == 200'000);
    CHECK(wrong == 0);
}
