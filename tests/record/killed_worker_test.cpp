#include "engine/record/recorder_memory.h"
#include "tests/record/child_process.h"
#include "tests/record/recorded_run.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <csignal>
#include <sys/mman.h>
#include <thread>
#include <vector>

using namespace corelane;
using namespace corelane::test;

namespace {

// What the child has published so far, seen by the parent whatever becomes of the child.
struct Shared {
    std::atomic<std::uint64_t> published{0};
};

Shared* sharedCount() {
    void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    return new (memory) Shared;
}

// Forks a worker that attaches as worker processes do, runs `work` for ever, and is killed in the middle of it.
void killInTheMiddle(Recorder& recorder, Shared& shared, std::uint64_t afterSpans, void (*work)(Recorder&, Shared&)) {
    const pid_t child = fork();
    if (child == 0) {
        auto mine = Recorder::attach(recorder.fd());
        if (mine) work(*mine, shared);
        _exit(1);
    }
    int status = 0;
    while (shared.published < afterSpans && waitpid(child, &status, WNOHANG) == 0) std::this_thread::yield();
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}

RecordingSettings settingsFor(int level) {
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = 3;
    settings.recorder.recordsPerLane = 1u << 18;
    return settings;
}

const Lane& workerCalled(const Run& run, std::string_view name) {
    for (const auto& lane : run.workers)
        if (lane->name == name) return *lane;
    FAIL("no worker is called " << name);
    return *run.workers[0];
}

// What it noted itself: at level 0 the preemptions within are spans, too.
std::vector<Span> notedSpans(const Lane& lane) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < lane.spans.size(); ++i)
        if (lane.spans[i].state != State::Runnable) spans.push_back(lane.spans[i]);
    return spans;
}

}  // namespace

TEST_CASE("a worker process killed in the middle of a run loses nothing that it had published") {
    const int level = GENERATE(0, 1);
    if (level == 1 && levelOneIsRefused()) return;
    Shared& shared = *sharedCount();
    const RecordedRun recorded = recordRun(settingsFor(level), [&](Recorder& recorder) {
        recorder.name("task");
        killInTheMiddle(recorder, shared, 20'000, [](Recorder& mine, Shared& count) {
            WorkerLane lane(mine, 0, "p0");
            const NameId name = mine.name("task");
            for (TaskIndex task = 1;; ++task) {
                const auto mark = lane.mark();
                lane.span(mark, State::Useful, name, task);
                count.published.store(task, std::memory_order_release);
            }
        });
        // The others go on.
        WorkerLane lane(recorder, 1, "p1");
        const auto mark = lane.mark();
        lane.span(mark, State::Useful, recorder.name("task"), 999'999);
    });
    const Run& run = recorded.run();
    const Lane& killed = workerCalled(run, "p0");
    CHECK(recorded.result.lostEvents == 0);
    const std::uint64_t published = shared.published;
    CHECK(published >= 20'000);
    // The last one may have been published and not counted any more.
    const std::vector<Span> spans = notedSpans(killed);
    CHECK(spans.size() >= published);
    CHECK(spans.size() <= published + 1);
    TaskIndex wrong = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) wrong += spans[i].task != i + 1 || spans[i].end < spans[i].begin;
    CHECK(wrong == 0);
    CHECK(killed.end >= spans.back().end);
    CHECK(killed.pid != getpid());
    CHECK(notedSpans(workerCalled(run, "p1")).size() == 1);
    CHECK(run.finished);
    CHECK(faultOfCoreLanes(run) == "");
    CHECK(timeOnCores(run, static_cast<std::size_t>(&killed == run.workers[0].get() ? 0 : 1)) > 0);
    munmap(&shared, sizeof shared);
}

TEST_CASE("spans that a killed worker had open end with its last event") {
    Shared& shared = *sharedCount();
    const RecordedRun recorded = recordRun(settingsFor(0), [&](Recorder& recorder) {
        killInTheMiddle(recorder, shared, 10, [](Recorder& mine, Shared& count) {
            WorkerLane lane(mine, 0, "p0");
            const NameId name = mine.name("task");
            lane.open(State::Overhead, name);
            lane.open(State::Lock, name);
            for (TaskIndex task = 1; task <= 10; ++task) {
                lane.span(lane.mark(), State::Useful, name, task);
                count.published = task;
            }
            while (true) pause();
        });
    });
    const Lane& killed = workerCalled(recorded.run(), "p0");
    const std::vector<Span> spans = notedSpans(killed);
    REQUIRE(spans.size() == 12);
    CHECK(spans[0].end == spans[11].end);
    CHECK(spans[1].end == spans[11].end);
    CHECK(killed.end == spans[11].end);
    munmap(&shared, sizeof shared);
}

TEST_CASE("a worker killed before its lane was ready hides nobody else's") {
    const RecordedRun recorded = recordRun(settingsFor(0), [](Recorder& recorder) {
        recorder.shared()->lanesOpened.fetch_add(1);  // as far as it came
        WorkerLane lane(recorder, 1, "p1");
        lane.span(lane.mark(), State::Useful, recorder.name("task"));
    });
    REQUIRE(recorded.run().workers.size() == 1);
    CHECK(notedSpans(workerCalled(recorded.run(), "p1")).size() == 1);
}
