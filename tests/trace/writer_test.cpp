#include "engine/trace/writer.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <random>
#include <set>

using namespace corelane;
using namespace corelane::test;

namespace {

// Four workers that take tasks of some ten microseconds, wait for each other now and then, and do what models do
// between.
std::pair<std::string, std::size_t> realisticRecording(Writer::Packing packing, std::size_t spansWanted) {
    Tape tape;
    Writer writer(tape.sink(), packing);
    writer.comparison(someComparison());
    writer.beginRun(someRun(1, 0, 1'000'000), 1'000'000'000'000);
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> taskTime(9.2, 0.4), waitTime(8, 1);
    std::vector<Writer::LaneId> lanes;
    std::vector<Time> now(4, 1'000'000'000'000);
    for (int w = 0; w < 4; ++w)
        lanes.push_back(writer.lane({LaneKind::Worker, w, fmt::format("w{}", w), 77, 78 + w, ""}, now[0]));
    std::size_t spans = 0;
    TaskIndex task = 0;
    while (spans < spansWanted)
        for (std::size_t w = 0; w < 4; ++w) {
            const auto add = [&](State state, std::string_view name, TaskIndex t, double duration) {
                writer.begin(lanes[w], now[w], state, name, t);
                now[w] += static_cast<Time>(duration);
                writer.end(lanes[w], now[w]);
                now[w] += 40 + static_cast<Time>(random() % 30);
                ++spans;
            };
            if (random() % 4 == 0) add(State::Lock, "wait for input", 0, waitTime(random));
            add(State::Useful, "compute_bound", ++task, taskTime(random));
        }
    for (std::size_t w = 0; w < 4; ++w) writer.endLane(lanes[w], now[w]);
    writer.endRun({}, now[3] + 1'000'000);
    writer.endComparison();
    REQUIRE(writer.flush());
    CHECK(writer.bytesWritten() == tape.bytes.size());
    return {std::move(tape.bytes), spans};
}

}  // namespace

TEST_CASE("a span takes at most 30 bytes, and 10 compressed") {
    for (const auto& [packing, most] :
         {std::pair(Writer::Packing::Plain, 30.0), std::pair(Writer::Packing::Compressed, 10.0)}) {
        const auto [bytes, spans] = realisticRecording(packing, 50'000);
        const double each = static_cast<double>(bytes.size()) / static_cast<double>(spans);
        INFO(each << " bytes a span");
        CHECK(each <= most);
        const auto trace = read(bytes);
        std::size_t found = 0;
        for (const auto& lane : trace->runs[0]->workers) found += lane->spans.size();
        CHECK(found == spans);
    }
}

TEST_CASE("every flush hands over whole packets that can be read at once") {
    for (const auto packing : {Writer::Packing::Plain, Writer::Packing::Compressed}) {
        Tape tape;
        Writer writer(tape.sink(), packing);
        writer.comparison(someComparison());
        REQUIRE(writer.flush());
        CHECK(read(tape.bytes)->comparison.preset == "stencil");
        writer.beginRun(someRun(), 1000);
        const auto lane = writer.lane({LaneKind::Worker, 0, "w0", 1, 1, ""}, 1000);
        for (Time t = 1000; t < 1100; ++t) {
            writer.begin(lane, t, State::Useful, "compute");
            writer.end(lane, t + 1);
            REQUIRE(writer.flush());
            const auto trace = read(tape.bytes);
            REQUIRE(trace->tornBytes == 0);
            REQUIRE(trace->runs.at(0)->workers.at(0)->spans.size() == static_cast<std::size_t>(t - 999));
        }
    }
}

TEST_CASE("a sink that fails once is told of by every flush that follows") {
    bool full = false;
    Writer writer(
        [&](std::string_view) -> Result<> {
            if (full) return fail(Error::Kind::Io, "The disk is full.");
            return {};
        },
        Writer::Packing::Plain);
    writer.comparison(someComparison());
    REQUIRE(writer.flush());
    const auto before = writer.bytesWritten();
    full = true;
    writer.beginRun(someRun(), 1000);
    auto flushed = writer.flush();
    REQUIRE_FALSE(flushed);
    CHECK(flushed.error().message == "The disk is full.");
    full = false;
    writer.endRun({}, 2000);
    CHECK_FALSE(writer.flush());
    CHECK(writer.bytesWritten() == before);
}

TEST_CASE("a writer hands over by itself when much has gathered") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    writer.beginRun(someRun(), 1000);
    const auto lane = writer.lane({LaneKind::Worker, 0, "w0", 1, 1, ""}, 1000);
    for (Time t = 1000; t < 50'000; ++t) {
        writer.begin(lane, t, State::Useful, "compute");
        writer.end(lane, t + 1);
    }
    CHECK(tape.bytes.size() > 500'000);
    CHECK(writer.bytesWritten() == tape.bytes.size());
}

TEST_CASE("ids of edges differ for every run, consumer and input") {
    std::set<std::uint64_t> ids;
    for (const int run : {1, 2, 1'000'000})
        for (const TaskIndex task : {1u, 2u, 0xffffffffu})
            for (const std::uint32_t ordinal : {0u, 1u, 4095u}) ids.insert(edgeId(run, task, ordinal));
    CHECK(ids.size() == 27);
}
