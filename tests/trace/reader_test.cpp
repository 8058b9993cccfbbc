#include "engine/trace/reader.h"
#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace corelane;
using namespace corelane::test;

namespace {

const char* const expectedSecondRun = "run 2 process_pool 'process_pool' repetition 0 warmup true recorded false "
                                      "level 0 pinned false cores 3 workers 1\n"
                                      "  option batch 1 -4\n"
                                      "  option share 2 0.25\n"
                                      "  option start 3 forkserver\n"
                                      "  option steal 0 true\n"
                                      "  graph stencil_1d 1x8\n"
                                      "  [10000..12000] finished true result 10000 +2000 tasks 0 correct false "
                                      "digest ffffffffffffffff counts 0 0 0 0 moved ? "
                                      "error The worker p0 was killed by signal 9. interrupted true\n"
                                      "  lane 0.3 'core 3' 0/0 [10000..12000] lost 0 ''\n"
                                      "    useful p0 [10200..10300] task 1\n"
                                      "    useful p0 [10500..11200] task 1\n"
                                      "    segment 10000..10200 6\n"
                                      "    segment 10200..10300 0\n"
                                      "    segment 10300..10500 6\n"
                                      "    segment 10500..11200 0\n"
                                      "    segment 11200..12000 6\n"
                                      "  lane 1.0 'p0' 70/70 [10100..0] lost 0 ''\n"
                                      "    useful compute [10200..11000] task 5\n"
                                      "      runnable preempted [10300..10500] task 0\n"
                                      "    useful compute [11100..11100] task 6\n"
                                      "    segment 10200..10300 0\n"
                                      "    segment 10300..10500 5\n"
                                      "    segment 10500..11000 0\n"
                                      "    segment 11000..11100 1\n"
                                      "  task 5 at 0.0\n"
                                      "  task 6 at 0.2\n";

const char* const expectedFirstRun = "run 1 threads 'Threads, \"fixed\"' repetition 1 warmup false recorded true "
                                     "level 1 pinned true cores 0,1 workers 2\n"
                                     "  graph stencil_1d 2x2\n"
                                     "  graph stencil_1d 2 1x3\n"
                                     "  [1000..7000] finished true result 1000 +6000 tasks 3 correct true digest "
                                     "0123456789abcdef counts 7 8 2 12 moved 0 "
                                     "error none interrupted false\n"
                                     "  lane 0.0 'core 0' 0/0 [1000..7000] lost 0 ''\n"
                                     "    useful w0 [1000..2000] task 1\n"
                                     "    useful lookout [2000..2400] task 0\n"
                                     "    useful w0 [2400..6500] task 1\n"
                                     "    segment 1000..2000 0\n"
                                     "    segment 2000..2400 5\n"
                                     "    segment 2400..6500 0\n"
                                     "    segment 6500..7000 6\n"
                                     "  lane 0.1 'core 1' 0/0 [1000..7000] lost 0 ''\n"
                                     "    useful w1 [1100..3000] task 2\n"
                                     "    useful w1 [3500..6400] task 2\n"
                                     "    segment 1000..1100 6\n"
                                     "    segment 1100..3000 1\n"
                                     "    segment 3000..3500 6\n"
                                     "    segment 3500..6400 1\n"
                                     "    segment 6400..7000 6\n"
                                     "  lane 1.0 'w0' 50/51 [1000..6500] lost 0 ''\n"
                                     "    startup start [1000..1200] task 0\n"
                                     "    useful compute [1500..2900] task 1\n"
                                     "      overhead copy [1700..1800] task 1\n"
                                     "    useful compute [4200..5200] task 3\n"
                                     "    segment 1000..1200 7\n"
                                     "    segment 1200..1500 1\n"
                                     "    segment 1500..1700 0\n"
                                     "    segment 1700..1800 1\n"
                                     "    segment 1800..2000 0\n"
                                     "    segment 2000..2400 5\n"
                                     "    segment 2400..2900 0\n"
                                     "    segment 2900..4200 1\n"
                                     "    segment 4200..5200 0\n"
                                     "  lane 1.1 'w1' 50/52 [1100..6400] lost 12 ''\n"
                                     "    queue take [1200..3900] task 0\n"
                                     "    useful compute [4000..6000] task 2\n"
                                     "    segment 1200..3900 3\n"
                                     "    segment 3900..4000 1\n"
                                     "    segment 4000..6000 0\n"
                                     "  lane 2.0 'reader' 50/0 [1000..6000] lost 0 ''\n"
                                     "    io read [4000..5000] task 0\n"
                                     "    segment 4000..5000 4\n"
                                     "  lane 3.0 'ready tasks' 0/0 [1000..0] lost 0 'tasks'\n"
                                     "    point 1600 3\n"
                                     "    point 4100 -1\n"
                                     "  loss 6100 worker 1 count 12 the ring of w1 was full\n"
                                     "  loss 6200 worker -1 count 0 the kernel said nothing\n"
                                     "  edge 0@2900 task 1 -> 1@4000 task 2\n"
                                     "  edge 0@2900 task 1 -> 0@4200 task 3\n"
                                     "  task 1 at 0.1\n"
                                     "  task 2 at 1.1\n"
                                     "  task 3 at 0.3\n";

struct TemporaryFile {
    std::filesystem::path path;
    explicit TemporaryFile(std::string_view content) {
        std::string pattern = (std::filesystem::temp_directory_path() / "corelane-reader-XXXXXX").string();
        const int file = mkstemp(pattern.data());
        REQUIRE(file >= 0);
        close(file);
        path = pattern;
        std::ofstream(path, std::ios::binary) << content;
    }
    ~TemporaryFile() { std::filesystem::remove(path); }
};

std::string errorOf(std::string_view bytes) {
    Reader reader;
    const auto fed = reader.feed(bytes);
    const auto finished = reader.finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().kind == Error::Kind::Format);
    if (!fed) CHECK(fed.error().message == finished.error().message);
    return finished.error().message;
}

}  // namespace

TEST_CASE("reader gives back all that the writer was told, plain and compressed") {
    for (const auto packing : {Writer::Packing::Plain, Writer::Packing::Compressed}) {
        const auto trace = read(sampleRecording(packing, 5).bytes);
        REQUIRE(trace->runs.size() == 3);
        CHECK(textOf(*trace, *trace->runs[1]) == expectedFirstRun);
        CHECK(textOf(*trace, *trace->runs[2]) == expectedSecondRun);
        CHECK(trace->ended);
        CHECK(trace->tornBytes == 0);
        const Comparison expected = someComparison();
        CHECK(trace->comparison.uuid == expected.uuid);
        CHECK(trace->comparison.seed == expected.seed);
        CHECK(trace->comparison.presetJson == expected.presetJson);
        CHECK(trace->comparison.machine.clockStepNs == expected.machine.clockStepNs);
        CHECK(trace->comparison.machine.recordingDetail == expected.machine.recordingDetail);
    }
}

TEST_CASE("reader paints workers as they were drawn") {
    const std::string picture = "w0 |ssAAA-BBB..oCCC|\n"
                                "w1 |  DDDDqqqlliiEE|\n";
    const auto trace = read(recordingOf(picture));
    CHECK(
        pictureOf(*trace->runs[0]) == "w0 |ssUUUoUUU..oUUU|\n"
                                      "w1 |  UUUUqqqlliiUU|\n");
    const Run& run = *trace->runs[0];
    const auto place = run.find(4);
    REQUIRE(place);
    CHECK(place->worker == 1);
    CHECK(run.workers[1]->spans[place->span].begin == 1'002'000);
    CHECK_FALSE(run.find(7));
    CHECK_FALSE(run.find(0));
}

TEST_CASE("a task's place is its useful span, though another's came before") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    writer.beginRun(someRun(), 0);
    const auto lane = writer.lane({LaneKind::Worker, 0, "w0", 1, 1, ""}, 0);
    for (const State state : {State::Overhead, State::Useful, State::Useful, State::Io}) {
        writer.begin(lane, 10 + static_cast<Time>(state), state, "x", 7);
        writer.end(lane, 10 + static_cast<Time>(state));
    }
    REQUIRE(writer.flush());
    Reader reader;
    REQUIRE(reader.feed(tape.bytes));
    const auto open = reader.snapshot()->runs[0];
    CHECK_FALSE(open->places);
    CHECK(open->find(7)->span == 1);
    REQUIRE(reader.finish());
    CHECK(reader.snapshot()->runs[0]->find(7)->span == 1);
}

TEST_CASE("a run that is still read shows what is known so far") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    writer.beginRun(someRun(), 1000);
    const auto lane = writer.lane({LaneKind::Worker, 0, "w0", 1, 5, ""}, 1000);
    writer.switches(1, std::array<Switch, 1>{{{1000, 5, false}}});
    writer.begin(lane, 1000, State::Useful, "compute", 1);
    writer.end(lane, 1500);
    writer.begin(lane, 1600, State::Useful, "compute", 2);
    REQUIRE(writer.flush());
    Reader reader;
    REQUIRE(reader.feed(tape.bytes));
    const auto trace = reader.snapshot();
    const Run& run = *trace->runs[0];
    CHECK_FALSE(run.finished);
    CHECK(run.end == 1600);
    CHECK(run.result.wall == 600);
    CHECK(run.workers[0]->end == 0);
    CHECK(run.workers[0]->spans[1].end == 0);
    CHECK(run.workers[0]->segments.end() == 1600);
    // Who last noted something on its core is there still.
    CHECK(run.cores[0]->segments.end() == 1600);
    CHECK(trace->runs[0]->info.model == "threads");
    CHECK_FALSE(trace->ended);
}

TEST_CASE("more workers than a byte can number, and names beyond a lane's limit, are kept apart") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Compressed);
    writer.comparison(someComparison());
    writer.beginRun(someRun(), 0);
    for (int w = 0; w < 300; ++w) {
        const auto lane = writer.lane({LaneKind::Worker, w, fmt::format("w{}", w), 1, 1000 + w, ""}, 0);
        writer.begin(lane, w, State::Useful, fmt::format("n{}", w), static_cast<TaskIndex>(w + 1));
        writer.end(lane, w + 1);
    }
    const auto many = writer.lane({LaneKind::Worker, 300, "many", 1, 2000, ""}, 0);
    for (int n = 0; n < 9000; ++n) {
        writer.begin(many, n, static_cast<State>(n % 8), fmt::format("name {}", n));
        writer.end(many, n);
    }
    REQUIRE(writer.flush());
    const auto trace = read(tape.bytes);
    const Run& run = *trace->runs[0];
    REQUIRE(run.workers.size() == 301);
    for (std::size_t w = 0; w < 300; ++w) {
        REQUIRE(run.workers[w]->spans[0].task == w + 1);
        REQUIRE(trace->name(run.workers[w]->spans[0].name) == fmt::format("n{}", w));
    }
    CHECK(trace->name(run.workers[300]->spans[7000].name) == "name 7000");
    CHECK(run.workers[300]->spans[8999].state == static_cast<State>(8999 % 8));
}

TEST_CASE("what is not a recording of ours is refused with a sentence that says so") {
    using Catch::Contains;
    CHECK_THAT(errorOf(""), Contains("empty"));
    CHECK_THAT(errorOf("#!/bin/sh\necho no trace\n"), Contains("not a trace"));
    CHECK_THAT(errorOf("\n"), Contains("first packet"));
    CHECK_THAT(errorOf("\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), Contains("not a trace"));
    // A packet of another Perfetto producer: a timestamp, and an event with a name.
    CHECK_THAT(
        errorOf(std::string("\x0a\x0b\x40\x05\x5a\x07\x48\x01\xba\x01\x02hi", 13)),
        Contains("not recorded by Corelane"));
}

TEST_CASE("a file is read, and errors name it") {
    using Catch::Contains;
    const auto sample = sampleRecording();
    const TemporaryFile whole(sample.bytes), torn(sample.bytes.substr(0, sample.bytes.size() - 3)), empty(""),
        text("hello");
    const auto trace = readTrace(whole.path);
    REQUIRE(trace);
    CHECK(textOf(**trace) == textOf(*read(sample.bytes)));
    const auto cut = readTrace(torn.path);
    REQUIRE(cut);
    CHECK((*cut)->tornBytes > 0);
    CHECK((*cut)->runs.size() == 3);
    for (const auto& path :
         {empty.path, text.path, std::filesystem::path("/nowhere/at/all.trace"),
          std::filesystem::temp_directory_path()}) {
        const auto refused = readTrace(path);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().message, Contains(path.string()));
    }
    CHECK(readTrace("/nowhere/at/all.trace").error().kind == Error::Kind::Io);
}

TEST_CASE("a trace read beside another shares its names and numbers its runs on") {
    const auto sample = sampleRecording();
    const TemporaryFile file(sample.bytes);
    const auto first = readTrace(file.path);
    REQUIRE(first);
    const auto second = readTrace(file.path, first->get());
    REQUIRE(second);
    const Trace &a = **first, &b = **second;
    CHECK(*a.names == *b.names);  // the same file brings no new ones
    REQUIRE(b.runs.size() == a.runs.size());
    for (std::size_t i = 0; i < a.runs.size(); ++i)
        CHECK(b.runs[i]->info.number == a.runs.back()->info.number + a.runs[i]->info.number);

    Trace other = a;
    other.names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"", "something else"});
    const auto third = readTrace(file.path, &other);
    REQUIRE(third);
    CHECK((*third)->names->at(1) == "something else");
    CHECK((*third)->names->size() == a.names->size() + 1);
    // Every span is called what it was.
    for (std::size_t i = 0; i < a.runs.size(); ++i)
        for (std::size_t w = 0; w < a.runs[i]->workers.size(); ++w) {
            const auto &spans = a.runs[i]->workers[w]->spans, &again = (*third)->runs[i]->workers[w]->spans;
            REQUIRE(spans.size() == again.size());
            for (std::size_t k = 0; k < spans.size(); ++k)
                CHECK(a.name(spans[k].name) == (*third)->name(again[k].name));
        }
}
