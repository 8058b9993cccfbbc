#include "tests/record/recorded_run.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <numeric>
#include <thread>

using namespace corelane;
using namespace corelane::test;

// Both are measured in the same run: what other programs do to it is the same for both.
TEST_CASE("both levels agree on each worker's runnable time within 5 % in a run with more busy threads than cores") {
    if (levelOneIsRefused()) return;
    const int threads = 2 * static_cast<int>(std::thread::hardware_concurrency());
    RecordingSettings settings;
    settings.level = 1;
    settings.crossCheck = true;
    settings.recorder.lanes = threads;
    const Duration spanTime = GENERATE(20'000, 1'000'000);
    const RecordedRun recorded = recordRun(settings, [&](Recorder& recorder) {
        computeOnThreads(recorder, threads, 200'000'000, spanTime, Placed::Pinned);
    });
    REQUIRE(recorded.runnable.size() == static_cast<std::size_t>(threads));
    CHECK(recorded.result.lostEvents == 0);
    for (const RunnableTime& worker : recorded.runnable) {
        INFO(
            "spans of " << spanTime << " ns, noted " << worker.noted << " ns, switched " << worker.switched << " ns");
        CHECK(worker.switched > 20'000'000);
        CHECK(
            std::abs(static_cast<double>(worker.noted - worker.switched)) <=
            0.05 * static_cast<double>(worker.switched));
    }
}
