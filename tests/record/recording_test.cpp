#include "engine/record/recorder_memory.h"
#include "engine/record/recording.h"
#include "tests/record/child_process.h"
#include "tests/record/recorded_run.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sched.h>
#include <thread>

using namespace corelane;
using namespace corelane::test;

namespace {

std::uint64_t spansOf(const Run& run, State state) {
    std::uint64_t count = 0;
    for (const auto& lane : run.workers)
        for (std::size_t i = 0; i < lane->spans.size(); ++i) count += lane->spans[i].state == state;
    return count;
}

// A chain of tasks, done by one worker.
void doTasks(Recorder& recorder, TaskIndex tasks) {
    WorkerLane lane(recorder, 0, "w0");
    const NameId name = recorder.name("task");
    for (TaskIndex task = 1; task <= tasks; ++task) {
        const auto mark = lane.mark();
        lane.span(mark, State::Useful, name, task);
        recorder.addTasks(1, task);
    }
}

RecordingSettings settingsFor(int level, bool live = false) {
    RecordingSettings settings;
    settings.level = level;
    settings.live = live;
    return settings;
}

// A writer whose bytes another thread may look at while the drainer writes them.
struct LiveTape {
    std::mutex mutex;
    std::string bytes;
    Writer::Sink sink() {
        return [this](std::string_view more) -> Result<> {
            const std::lock_guard lock(mutex);
            bytes.append(more);
            return {};
        };
    }
    std::shared_ptr<const Trace> read() {
        Reader reader;
        const std::lock_guard lock(mutex);
        return reader.feed(bytes) ? reader.snapshot() : nullptr;
    }
};

std::vector<std::string> openFiles() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const auto target = std::filesystem::read_symlink(entry.path(), gone);
        if (!gone && target.string().find("/proc/") == std::string::npos) files.push_back(target);
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool mapsShm() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find("/dev/shm") != line.npos) return true;
    return false;
}

std::size_t threadsOfProcess() {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) count += entry.exists();
    return count;
}

}  // namespace

TEST_CASE("finish completes the result by what the recorder knows, and the trace says the same") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    const bool live = GENERATE(false, true);
    const RecordedRun recorded = recordRun(
        settingsFor(level, live),
        [](Recorder& recorder) {
            doTasks(recorder, 1000);
            recorder.addBytesMoved(123);
        },
        ChainOfTasks(1000), 1000);
    const RunResult& result = recorded.result;
    CHECK(result.correct);
    CHECK_FALSE(result.error);
    CHECK(result.tasks == 1000);
    CHECK(result.digest == fmt::format("{:016x}", 500500));
    CHECK(result.spans == 1000);
    CHECK(result.edges == 999);
    CHECK(result.lostEvents == 0);
    CHECK(result.bytesMoved == 123);
    CHECK(result.wall > 0);
    const Run& run = recorded.run();
    CHECK(run.finished);
    CHECK(run.result.digest == result.digest);
    CHECK(run.result.wall == result.wall);
    CHECK(run.begin <= result.begin);
    CHECK(spansOf(run, State::Useful) == 1000);
    CHECK(run.edges.size() == 999);
    CHECK(run.losses.empty());
    CHECK(run.find(500));
}

TEST_CASE("a hand-over ends the wait it was for, and says for how long it was held before") {
    RecordingSettings settings = settingsFor(0);
    settings.recorder.lanes = 3;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        WorkerLane holder(recorder, 0, "holder"), first(recorder, 1, "first"), second(recorder, 2, "second");
        const NameId lock = recorder.name("L"), work = recorder.name("work");
        const auto held = holder.mark();
        const auto waits = first.mark(), alsoWaits = second.mark();
        const auto end = holder.mark();
        holder.span(held, end, State::Useful, work);
        const HandoverId given = recorder.handovers(2);
        holder.give(lock, given, 2, held.ticks);
        first.wait(waits, first.mark(), State::Lock, lock, given);
        second.wait(alsoWaits, second.mark(), State::Lock, lock, given + 1);
        const auto more = second.mark();
        second.wait(more, second.mark(), State::Lock, lock, 0);  // nobody is known to have ended it
    });
    const Run& run = recorded.run();
    REQUIRE(run.edges.size() == 2);
    CHECK(recorded.result.edges == 2);
    for (std::uint32_t i = 0; i < 2; ++i) {
        const Edge& edge = run.edges[i];
        const Lane& waiter = *run.workers[i + 1];
        CHECK(edge.fromLane == 0);
        CHECK(edge.toLane == i + 1);
        CHECK(edge.toTime == waiter.spans[0].end);
        CHECK(edge.fromTime >= run.workers[0]->spans[0].end);
        CHECK(edge.fromTime <= edge.toTime);
        CHECK(edge.held == edge.fromTime - run.workers[0]->spans[0].begin);
        CHECK(waiter.spans[0].state == State::Lock);
        CHECK(recorded.trace->name(waiter.spans[0].name) == "L");
    }
    CHECK(run.workers[2]->spans.size() == 2);
}

TEST_CASE("a result that differs, tasks that are missing and faults make a run wrong, with a sentence") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    const ChainOfTasks none;
    int number = 0;
    const auto finished = [&](std::string_view digest, std::uint64_t tasks,
                              const std::function<void(Recorder&)>& body, RunResult given = {}) {
        auto recording = Recording::start(someRun(++number), settingsFor(0), none, writer).value();
        recording.recorder().begin();
        doTasks(recording.recorder(), 3);
        body(recording.recorder());
        recording.recorder().end();
        return recording.finish(std::move(given), digest, tasks).value();
    };
    const auto nothing = [](Recorder&) {};
    CHECK(finished("0000000000000006", 3, nothing).correct);
    const RunResult differs = finished("0000000000000007", 3, nothing);
    CHECK_FALSE(differs.correct);
    CHECK(differs.error == "the result 0000000000000006 differs from the serial one, 0000000000000007");
    const RunResult few = finished("", 4, nothing);
    CHECK_FALSE(few.correct);
    CHECK(few.error == "3 of 4 tasks ran");
    const auto twice = [](Recorder& r) {
        r.fault("task 2 had an input of task 7");
        r.fault("and more");
    };
    const RunResult faulty = finished("", 3, twice);
    CHECK_FALSE(faulty.correct);
    CHECK(faulty.error == "task 2 had an input of task 7 (and 1 more)");
    RunResult failed;
    failed.error = "the model failed";
    const RunResult kept = finished("", 3, nothing, failed);
    CHECK_FALSE(kept.correct);
    CHECK(kept.error == "the model failed");
    RunResult stopped;
    stopped.interrupted = true;
    const RunResult interrupted = finished("", 4, nothing, stopped);
    CHECK_FALSE(interrupted.correct);
    CHECK(interrupted.interrupted);
    CHECK_FALSE(interrupted.error);
}

TEST_CASE("a run that never began has no length, and its file says that it ended") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    const ChainOfTasks none;
    auto recording = Recording::start(someRun(), settingsFor(0), none, writer).value();
    RunResult refused;
    refused.error = "no";
    const RunResult result = recording.finish(refused, "", 10).value();
    CHECK(result.wall == 0);
    CHECK_FALSE(result.correct);
    CHECK(read(tape.bytes)->runs.at(0)->finished);
}

TEST_CASE("with recording off a run still has its result, and no lane") {
    RecordingSettings settings = settingsFor(1);
    settings.recorder.enabled = false;
    const RecordedRun recorded = recordRun(
        settings, [](Recorder& r) { doTasks(r, 10); }, ChainOfTasks(10), 10);
    CHECK(recorded.result.correct);
    CHECK(recorded.result.tasks == 10);
    CHECK(recorded.result.spans == 0);
    CHECK(recorded.level == 0);
    CHECK(recorded.run().workers.empty());
    CHECK(recorded.run().cores.empty());
    CHECK(recorded.run().losses.empty());
}

TEST_CASE("perf_event_open refused falls back to level 0, and a loss says so") {
    CHECK(inChild([] {
              if (!refusePerfEvents()) return 1;
              const RecordedRun recorded = recordRun(
                  settingsFor(1), [](Recorder& r) { doTasks(r, 10); }, ChainOfTasks(10), 10);
              if (recorded.level != 0 || recorded.run().info.level != 0) return 2;
              if (!recorded.result.correct) return 3;
              if (recorded.run().losses.size() != 1) return 4;
              const Loss& loss = recorded.run().losses[0];
              const bool says = loss.reason.find("level 0") != loss.reason.npos &&
                                loss.reason.find("Permission denied") != loss.reason.npos;
              if (!says || loss.worker != -1) return 5;
              // The worker notes its cores itself.
              return recorded.run().cores.empty() || timeOnCores(recorded.run(), 0) == 0 ? 6 : 0;
          }) == 0);
}

TEST_CASE("live, what was recorded can be read while the run goes on") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    LiveTape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    const ChainOfTasks none;
    auto recording = Recording::start(someRun(1, level), settingsFor(level, true), none, writer).value();
    REQUIRE(tape.read());
    CHECK(tape.read()->runs.size() == 1);  // known from its start on
    Recorder& recorder = recording.recorder();
    recorder.begin();
    std::uint64_t seen = 0;
    {
        WorkerLane lane(recorder, 0, "w0");
        const NameId name = recorder.name("task");
        const CounterId counter = recorder.counter("ready", "tasks");
        lane.open(State::Overhead, name);
        lane.span(lane.mark(), State::Useful, name, 1);
        lane.counter(counter, 5);
        // The worker does nothing more, and still all of it arrives.
        const Time until = boottimeNow() + 60'000'000'000;
        while (seen == 0 && boottimeNow() < until) {
            sched_yield();
            const auto trace = tape.read();
            if (trace && !trace->runs[0]->workers.empty()) seen = spansOf(*trace->runs[0], State::Useful);
        }
        const auto trace = tape.read();
        REQUIRE(seen == 1);
        CHECK_FALSE(trace->runs[0]->finished);
        const Lane& worker = *trace->runs[0]->workers[0];
        for (std::size_t i = 0; i < worker.spans.size(); ++i)
            if (worker.spans[i].state == State::Overhead) CHECK(worker.spans[i].end == 0);  // it is open still
        REQUIRE(trace->runs[0]->counters.size() == 1);
        CHECK(trace->runs[0]->counters[0]->points[0].value == 5);
        lane.close();
    }
    recorder.end();
    CHECK(recording.finish({}, "", 0).value().correct);
    CHECK(tape.read()->runs[0]->finished);
}

TEST_CASE("not live, nothing of a run is written before it has ended") {
    LiveTape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    REQUIRE(writer.flush());
    const auto before = tape.bytes.size();
    const ChainOfTasks none;
    auto recording = Recording::start(someRun(), settingsFor(0), none, writer).value();
    recording.recorder().begin();
    doTasks(recording.recorder(), 10'000);
    CHECK(tape.bytes.size() == before);
    recording.recorder().end();
    REQUIRE(recording.finish({}, "", 10'000));
    CHECK(tape.bytes.size() > before);
}

TEST_CASE("a sink that breaks is told when the run ends, and stops nothing before") {
    const bool live = GENERATE(false, true);
    int left = 1;
    Writer writer(
        [&left](std::string_view) -> Result<> {
            if (left-- > 0) return {};
            return fail(Error::Kind::Io, "the disk is full");
        },
        Writer::Packing::Plain);
    writer.comparison(someComparison());
    const ChainOfTasks none;
    auto recording = Recording::start(someRun(), settingsFor(0, live), none, writer);
    REQUIRE(recording);
    left = 0;
    recording->recorder().begin();
    doTasks(recording->recorder(), 100);
    recording->recorder().end();
    const auto result = recording->finish({}, "", 100);
    REQUIRE_FALSE(result);
    CHECK(result.error().message == "the disk is full");
}

TEST_CASE("more records than a ring holds are drained while the run goes on") {
    RecordingSettings settings = settingsFor(0, GENERATE(false, true));
    settings.recorder.recordsPerLane = 1u << 10;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        WorkerLane lane(recorder, 0, "w0");
        const NameId name = recorder.name("task");
        RingHeader& ring = recorder.shared()->ring[0];
        for (TaskIndex task = 1; task <= 20'000; ++task) {
            while (ring.head - ring.tail > 500) sched_yield();  // as fast as is lossless
            lane.span(lane.mark(), State::Useful, name, task);
        }
    });
    CHECK(recorded.result.lostEvents == 0);
    CHECK(spansOf(recorded.run(), State::Useful) == 20'000);
}

TEST_CASE("records that a full ring dropped are counted, and a loss names the worker") {
    RecordingSettings settings = settingsFor(0);
    settings.recorder.recordsPerLane = 16;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        WorkerLane lane(recorder, 3, "w3");
        const NameId name = recorder.name("task");
        // Faster than any drainer can be: until something was dropped.
        while (recorder.shared()->ring[0].dropped == 0) lane.span(lane.mark(), State::Useful, name);
    });
    CHECK(recorded.result.lostEvents > 0);
    REQUIRE(recorded.run().losses.size() == 1);
    CHECK(recorded.run().losses[0].count == recorded.result.lostEvents);
    CHECK(recorded.run().losses[0].worker == 0);
    CHECK(recorded.run().losses[0].reason.find("the ring of w3 was full") == 0);
    CHECK(recorded.run().workers[0]->lost == recorded.result.lostEvents);
}

TEST_CASE("lanes that were opened beyond those provided for are a loss") {
    RecordingSettings settings = settingsFor(0);
    settings.recorder.lanes = 1;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        const WorkerLane one(recorder, 0, "w0"), two(recorder, 1, "w1"), three(recorder, 2, "w2");
    });
    REQUIRE(recorded.run().losses.size() == 1);
    CHECK(recorded.run().losses[0].count == 2);
}

TEST_CASE("workers are numbered by their index, whoever came first") {
    RecordingSettings settings = settingsFor(0);
    settings.recorder.lanes = 3;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        for (const int index : {2, 0, 1}) {
            WorkerLane lane(recorder, index, fmt::format("w{}", index));
            lane.span(lane.mark(), State::Useful, recorder.name("task"));
        }
    });
    REQUIRE(recorded.run().workers.size() == 3);
    for (std::size_t w = 0; w < 3; ++w) CHECK(recorded.run().workers[w]->name == fmt::format("w{}", w));
}

TEST_CASE("several runs follow each other in one recording") {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Compressed);
    writer.comparison(someComparison());
    const ChainOfTasks chain(100);
    for (int number = 1; number <= 3; ++number) {
        auto recording = Recording::start(someRun(number), settingsFor(0), chain, writer).value();
        recording.recorder().begin();
        doTasks(recording.recorder(), 100);
        recording.recorder().end();
        REQUIRE(recording.finish({}, "", 100));
    }
    writer.endComparison();
    REQUIRE(writer.flush());
    const auto trace = read(tape.bytes);
    REQUIRE(trace->runs.size() == 3);
    for (const auto& run : trace->runs) {
        CHECK(spansOf(*run, State::Useful) == 100);
        CHECK(run->edges.size() == 99);
    }
}

TEST_CASE("recording leaves no descriptor, no thread, no mapping and no file in /dev/shm") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    const auto run = [&](bool live) {
        recordRun(settingsFor(level, live), [](Recorder& r) {
            CHECK_FALSE(mapsShm());
            for (const std::string& file : openFiles()) CHECK(file.find("/dev/shm") == file.npos);
            doTasks(r, 100);
        });
    };
    run(false);
    const auto before = openFiles();
    const auto threads = threadsOfProcess();
    for (int i = 0; i < 4; ++i) run(i % 2 == 0);
    CHECK(openFiles() == before);
    CHECK(threadsOfProcess() == threads);
    CHECK_FALSE(mapsShm());
    // Nor does a recording that is given up in the middle.
    {
        Tape tape;
        Writer writer(tape.sink(), Writer::Packing::Plain);
        const ChainOfTasks none;
        auto recording = Recording::start(someRun(1, level), settingsFor(level, true), none, writer);
        REQUIRE(recording);
    }
    CHECK(openFiles() == before);
    CHECK(threadsOfProcess() == threads);
}
