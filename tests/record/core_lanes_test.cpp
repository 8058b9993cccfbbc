#include "engine/record/core_notes.h"
#include "engine/record/core_timeline.h"
#include "tests/record/recorded_run.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <random>
#include <thread>

using namespace corelane;
using namespace corelane::test;

namespace {

using Kind = CoreEvent::Kind;

// "10:1 20:- 30!2": from 10 on thread 1, from 20 nobody, from 30 thread 2, and the one before could have gone on.
std::string textOf(const std::vector<Switch>& switches) {
    std::string text;
    for (const Switch& s : switches)
        text += fmt::format(
            "{}{}{} ", s.time, s.previousRunnable ? '!' : ':', s.nextTid ? std::to_string(s.nextTid) : "-");
    if (!text.empty()) text.pop_back();
    return text;
}

std::string timeline(
    const std::vector<CoreEvent>& events, Time begin = 1, Time end = 1'000'000'000, Time opened = 1) {
    CoreTimeline core(opened);
    core.add(events, begin, end);
    return textOf(core.take());
}

std::string notes(const std::vector<Stay>& stays, Time end = 1'000'000'000) {
    CoreNotes core;
    core.add(stays);
    return textOf(core.takeLast(end)[0]);
}

int threadsOfTests() {
    return 2 * static_cast<int>(std::thread::hardware_concurrency()) + 1;
}

struct Oversubscribed {
    RecordedRun recorded;
    std::vector<Duration> used;  // CPU time of each worker
};

Oversubscribed oversubscribed(int level) {
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = threadsOfTests();
    std::vector<Duration> used;
    RecordedRun recorded = recordRun(settings, [&](Recorder& recorder) {
        used = computeOnThreads(recorder, threadsOfTests(), 60'000'000, 30'000);
    });
    return {std::move(recorded), std::move(used)};
}

}  // namespace

// ---- from the kernel's records

TEST_CASE("a core's timeline says who came, who left, and whether he wanted to") {
    CHECK(
        timeline(
            {{10, 1, Kind::In},
             {20000, 1, Kind::Out},
             {30000, 2, Kind::In},
             {40000, 2, Kind::Preempted},
             {40300, 1, Kind::In},
             {50000, 1, Kind::Exit}}) == "10:1 20000:- 30000:2 40000!1 50000:-");
}

TEST_CASE("a core's timeline leaves a gap where something that is not ours ran in between") {
    CHECK(timeline({{10, 1, Kind::In}, {20000, 1, Kind::Preempted}, {25000, 2, Kind::In}}) == "10:1 20000!- 25000:2");
}

TEST_CASE("whoever is first seen leaving had been on the core since recording was opened") {
    CHECK(timeline({{500, 1, Kind::Out}}, 100, 10'000, 50) == "100:1 500:-");
    CHECK(timeline({{500, 1, Kind::Out}}, 1000, 10'000, 50) == "");
}

TEST_CASE("a run begins with whoever is on the core then, and ends with its end") {
    CHECK(timeline({{10, 1, Kind::In}, {5000, 1, Kind::Out}}, 1000, 4000) == "1000:1");
    CHECK(timeline({{10, 1, Kind::In}, {500, 1, Kind::Out}, {3000, 2, Kind::In}}, 1000, 4000) == "3000:2");
}

TEST_CASE("a switch whose record the kernel dropped leaves no core with two tenants") {
    CHECK(
        timeline({{10, 1, Kind::In}, {5000, 2, Kind::In}, {9000, 1, Kind::Out}, {9500, 2, Kind::Out}}) ==
        "10:1 5000:2 9500:-");
}

// ---- from the workers' notes

TEST_CASE("stays that do not overlap become one switch each and one to nobody between them") {
    CHECK(notes({{10, 20, 0, 1, 0}, {20, 30, 0, 2, 0}, {40, 50, 0, 1, 0}}) == "10:1 20:2 30:- 40:1 50:-");
}

TEST_CASE("whoever was never away is shown whole, and who waited for him goes on behind him") {
    CHECK(notes({{10, 100, 30, 1, 0}, {40, 70, 0, 2, 0}}) == "10:1 40:2 70:1 100:-");
}

TEST_CASE("workers that took turns on a core each get the time they had, however their stays overlap") {
    // 1 ran in [10, 20) and [60, 80), 2 in [20, 58) and [58, 60) and [80, 90): three stays, two of them with a wait.
    CHECK(notes({{10, 80, 40, 1, 0}, {20, 58, 0, 2, 0}, {58, 90, 20, 2, 0}}) == "10:1 20:2 58:1 78:2 90:-");
}

TEST_CASE("a stay that is told late still gets what is left of its time") {
    CoreNotes core;
    core.add(std::vector<Stay>{{10, 20, 0, 1, 0}, {40, 50, 0, 1, 0}});
    CHECK(textOf(core.take(30)[0]) == "10:1");
    core.add(std::vector<Stay>{{15, 40, 5, 2, 0}});
    CHECK(textOf(core.takeLast(100)[0]) == "20:2 40:1 50:-");
}

TEST_CASE("a wait that nobody else explains lies at the stay's end") {
    CHECK(notes({{10, 100, 30, 1, 0}}) == "10:1 70:-");
}

TEST_CASE("whatever workers note, a core has one tenant at a time") {
    std::mt19937 random(7);
    const auto upTo = [&](int most) { return static_cast<Time>(random() % static_cast<unsigned>(most)); };
    int backwards = 0, repeated = 0, beyond = 0;
    for (int round = 0; round < 300; ++round) {
        CoreNotes core;
        std::map<int, std::vector<Switch>> all;
        for (int batch = 0; batch < 4; ++batch) {
            std::vector<Stay> stays;
            for (int i = 0; i < 30; ++i) {
                const Time begin = 100 + batch * 200 + upTo(300), length = 1 + upTo(120);
                stays.push_back(
                    {begin, begin + length, upTo(static_cast<int>(length)), static_cast<std::int32_t>(1 + upTo(4)),
                     static_cast<int>(upTo(2))});
            }
            core.add(stays);
            for (const auto& [number, switches] : batch < 3 ? core.take(250 + batch * 200) : core.takeLast(900))
                all[number].insert(all[number].end(), switches.begin(), switches.end());
        }
        for (const auto& [number, switches] : all)
            for (std::size_t i = 0; i < switches.size(); ++i) {
                beyond += switches[i].time > 900;
                if (i == 0) continue;
                backwards += switches[i].time < switches[i - 1].time;
                repeated += switches[i].nextTid == switches[i - 1].nextTid;
            }
    }
    CHECK(backwards == 0);
    CHECK(repeated == 0);
    CHECK(beyond == 0);
}

// ---- recorded

TEST_CASE("core lanes have one tenant at a time, and no worker is on two cores, at either level") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    const RecordedRun recorded = oversubscribed(level).recorded;
    CHECK(recorded.level == level);
    CHECK(recorded.run().info.level == level);
    CHECK(recorded.run().workers.size() == static_cast<std::size_t>(threadsOfTests()));
    CHECK(recorded.run().cores.size() >= 1);
    CHECK(faultOfCoreLanes(recorded.run()) == "");
    CHECK(recorded.result.switches > 0);
    CHECK(recorded.result.lostEvents == 0);
}

TEST_CASE("core lanes show how long each worker had a core, and look alike at both levels") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    const auto [recorded, used] = oversubscribed(level);
    const Run& run = recorded.run();
    for (std::size_t w = 0; w < run.workers.size(); ++w) {
        INFO("level " << level << ", worker " << w);
        // As long as the scheduler says, however long it had to wait in between.
        CHECK(double(timeOnCores(run, w)) == Approx(double(used[w])).epsilon(level == 0 ? 0.1 : 0.05));
    }
    for (const auto& core : run.cores) {
        CHECK(core->kind == LaneKind::Core);
        for (std::size_t i = 0; i < core->segments.size(); ++i) {
            const auto category = core->segments.segment(i).category;
            if (category > coreSpare) FAIL("category " << int(category));
        }
        // Named by the thread that ran, whichever way it is known.
        for (std::size_t i = 0; i < core->spans.size(); ++i)
            if (const auto task = core->spans[i].task)
                if (recorded.trace->name(core->spans[i].name) != run.workers[task - 1]->name)
                    FAIL(recorded.trace->name(core->spans[i].name) << " for " << run.workers[task - 1]->name);
    }
}

TEST_CASE("a worker that never left its core has its lane, at either level") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    RecordingSettings settings;
    settings.level = level;
    const RecordedRun recorded = recordRun(settings, [](Recorder& recorder) {
        const NameId name = recorder.name("compute");
        WorkerLane lane(recorder, 0, "w0");
        const auto mark = lane.mark();
        for (const Duration end = threadCpuTime() + 2'000'000; threadCpuTime() < end;) {}
        lane.span(mark, State::Useful, name);
    });
    CHECK(faultOfCoreLanes(recorded.run()) == "");
    CHECK(timeOnCores(recorded.run(), 0) >= 1'500'000);
}
