// Remote procedure calls: payloads, deadlines, and whoever is killed. gRPC keeps threads and descriptors of its own
// in the engine for good, so that those are counted after a first run.
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <csignal>

using namespace corelane;

namespace {

const Model& rpc() {
    return *findModel("rpc");
}

bool absent() {
    const std::string reason = rpc().unavailable ? rpc().unavailable() : std::string();
    if (!reason.empty()) WARN("Skipped: " + reason);
    return !reason.empty();
}

void warmUp() {
    const auto made = stencil(2, 2);
    CHECK(runModel(rpc(), *made.workload, made.options, {.workers = 2}).result);
}

}  // namespace

TEST_CASE("calls carry payloads of every size, few or many at once", "[rpc]") {
    if (absent()) return;
    adoptOrphans();
    for (const std::int64_t bytes : {16, 4112, 1 << 20}) {
        const auto made = stencil(5, 6, 10, bytes);
        const Expected expected = evaluate(*made.workload);
        for (const std::int64_t calls : {1, 2, 64})
            for (const int workers : {1, 3}) {
                const std::string transport = workers == 1 ? "tcp" : calls == 1 ? "unix_stream" : "tcp";
                INFO(bytes << " bytes, " << calls << " calls, " << workers << " workers, " << transport);
                const auto look = [&](Recorder& recorder) {
                    CHECK(recorder.bytesMoved() > 30u * static_cast<std::uint64_t>(bytes));
                };
                const Ran ran = runModel(
                    rpc(), *made.workload, made.options,
                    {.workers = workers, .options = {{"calls", calls}, {"transport", transport}}}, look);
                INFO((ran.result ? std::string() : ran.result.error().message));
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == expected);
            }
    }
    CHECK(noChildren());
}

TEST_CASE("a call that misses its deadline fails the run in a sentence", "[rpc]") {
    if (absent()) return;
    adoptOrphans();
    const auto made = stencil(3, 4, 1'000'000'000'000);
    Started run(made, rpc(), {{"deadline", std::int64_t{100}}}, 2);
    const Result<> result = run.wait();
    REQUIRE_FALSE(result);
    CHECK(result.error().message.find("did not answer the call for") != std::string::npos);
    CHECK(result.error().message.find("within 100 ms") != std::string::npos);
    CHECK(noChildren());
}

TEST_CASE("a killed gRPC server fails the run in a sentence", "[rpc]") {
    if (absent()) return;
    adoptOrphans();
    const auto made = endless();
    for (int round = 0; round < 3; ++round) {
        Started run(made, rpc(), {}, 3);
        run.untilRecorded(50, 3);
        const pid_t victim = run.pidOf(round);
        REQUIRE(victim > 0);
        kill(victim, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(
            result.error().message.find(
                fmt::format("worker p{} (process {}) was killed by signal 9 after ", round, victim)) == 0);
        CHECK(noChildren());
    }
}

TEST_CASE("a stop ends calls soon, and leaves nothing of a run's own", "[rpc]") {
    if (absent()) return;
    warmUp();
    NothingLeft left;
    const auto made = endless();
    for (int round = 0; round < 3; ++round) {
        {
            Started run(made, rpc(), {}, 2);
            run.untilRecorded(20, 2);
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().faults() == 0);
            CHECK(run.recorder().tasks() < made.workload->taskCount());
        }
        CHECK(noChildren());
        CHECK(sharedMemoryFiles().empty());
    }
}

TEST_CASE("another program in a gRPC server's place is an error, not a hang", "[rpc]") {
    if (absent()) return;
    adoptOrphans();
    const auto made = stencil(4, 4);
    for (const std::string program : {"/bin/true", "/bin/false", "/nowhere/corelane-engine", ""}) {
        Started run(made, rpc(), {}, 2, program);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(result.error().message.size() > 20);
        CHECK(noChildren());
    }
}
