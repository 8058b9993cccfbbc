// The job queue in Redis: every way it can be asked for, and whoever is killed.
#include "engine/models/counted_tasks.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <set>
#include <unistd.h>

using namespace corelane;

namespace {

const Model& redis() {
    return *findModel("redis_queue");
}

bool absent() {
    const std::string reason = redis().unavailable();
    if (!reason.empty()) WARN("Skipped: " + reason);
    return !reason.empty();
}

Given given(std::string queue, std::string worker, std::int64_t chunk = 1) {
    return {{"queue", std::move(queue)}, {"worker", std::move(worker)}, {"chunk", chunk}};
}

std::vector<Given> everyKind() {
    return {
        given("list", "resident"), given("list", "fork", 3), given("stream", "resident", 3), given("stream", "fork")};
}

std::string words(const Given& options) {
    return std::get<std::string>(options.at("queue")) + ", " + std::get<std::string>(options.at("worker"));
}

// Of the run that goes on; 0: it has none yet, or none any more.
pid_t serverOf(pid_t engine) {
    for (const pid_t child : childrenOf(engine))
        if (programOf(child) == "redis-server") return child;
    return 0;
}

// Test programs of other processes may be in the middle of starting theirs.
std::size_t foldersOf(pid_t engine) {
    const std::string own = fmt::format("corelane-redis-{}-", engine);
    return std::ranges::count_if(temporaryFolders(), [&](const std::string& name) { return name.starts_with(own); });
}

void checkNothingLeft(NothingLeft& left) {
    left.check();
    CHECK(foldersOf(getpid()) == 0);
}

}  // namespace

TEST_CASE("Redis jobs give the serial result by every way", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    for (const std::string pattern : {"stencil_1d", "all_to_all", "trivial"}) {
        const auto made = makeWorkload(
            {{{"pattern", pattern}, {"steps", std::int64_t{6}}, {"width", std::int64_t{9}}},
             {{"pattern", std::string("tree")},
              {"steps", std::int64_t{4}},
              {"width", std::int64_t{8}},
              {"output_bytes", std::int64_t{100'016}}}});
        const Expected expected = evaluate(*made.workload);
        for (const Given& options : everyKind())
            for (const int workers : {1, 3}) {
                const Ran ran =
                    runModel(redis(), *made.workload, made.options, {.workers = workers, .options = options});
                INFO(words(options) << ", " << pattern << ", " << workers << " workers");
                INFO((ran.result ? std::string() : ran.result.error().message));
                INFO(ran.firstFault);
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == expected);
            }
    }
    checkNothingLeft(left);
}

TEST_CASE("every job is recorded in its worker's lane, and a forked one's span as well", "[redis_queue]") {
    if (absent()) return;
    const auto made = stencil(20, 6, 100);
    for (const Given& options : everyKind()) {
        INFO(words(options));
        const bool forks = words(options).ends_with("fork");
        const auto look = [&](Recorder& recorder) {
            std::set<TaskIndex> tasks;
            std::size_t runs = 0, forked = 0;
            for (const SeenLane& lane : lanesOf(recorder)) {
                std::uint64_t end = 0;
                for (const Named& span : lane.spans) {
                    CHECK(span.begin >= end);
                    CHECK(span.end >= span.begin);
                    end = span.end;
                    forked += span.name == "fork for a job";
                    if (span.state != State::Useful) continue;
                    tasks.insert(span.task);
                    ++runs;
                }
            }
            CHECK(tasks.size() == 120);
            CHECK(runs == 120);
            CHECK(forked == (forks ? 120 : 0));
            CHECK(recorder.bytesMoved() > 120 * 2 * 48);
        };
        CHECK(runModel(redis(), *made.workload, made.options, {.workers = 2, .options = options}, look).result);
    }
}

TEST_CASE("what a killed worker had taken is done by another, once", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = stencil(60, 8, 40'000, 1024);
    const Expected expected = evaluate(*made.workload);
    for (const Given& options : everyKind())
        for (int round = 0; round < 3; ++round) {
            INFO(words(options));
            {
                Started run(made, redis(), options, 3);
                run.untilRecorded(10, 3);
                const pid_t victim = run.pidOf(round);
                if (!run.ended()) {
                    REQUIRE(victim > 0);
                    kill(victim, SIGKILL);
                }
                const Result<> result = run.wait();
                INFO((result ? std::string() : result.error().message));
                CHECK(result);
                CHECK(run.recorder().faults() == 0);
                CHECK(Expected{run.recorder().tasks(), run.recorder().digest()} == expected);
            }
            reapEverybody();  // the process it had forked for its job
            checkNothingLeft(left);
        }
}

TEST_CASE("when the last worker of a Redis queue is killed, the run says so", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = endless();
    for (const Given& options : everyKind()) {
        {
            Started run(made, redis(), options, 1);
            run.untilRecorded(20, 1);
            const pid_t victim = run.pidOf(0);
            kill(victim, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(
                result.error().message.find(fmt::format("worker p0 (process {}) was killed by signal 9", victim)) ==
                0);
        }
        reapEverybody();
        checkNothingLeft(left);
    }
}

TEST_CASE("a job whose process is killed is done by another process", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = stencil(4, 4, 3'000'000);
    {
        Started run(made, redis(), given("list", "fork"), 2);
        run.untilRecorded(3, 2);
        pid_t job = 0;
        while (!run.ended() && job == 0)
            for (const pid_t child : childrenOf(run.pidOf(0))) job = child;
        if (job != 0) kill(job, SIGKILL);
        const Result<> result = run.wait();
        INFO((result ? std::string() : result.error().message));
        CHECK(result);
        CHECK(Expected{run.recorder().tasks(), run.recorder().digest()} == evaluate(*made.workload));
    }
    checkNothingLeft(left);
}

TEST_CASE("a killed Redis server fails the run in a sentence", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = endless();
    for (const Given& options : everyKind()) {
        INFO(words(options));
        {
            Started run(made, redis(), options, 2);
            run.untilRecorded(20, 2);
            const pid_t server = serverOf(getpid());
            REQUIRE(server > 0);
            kill(server, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(
                result.error().message.find(
                    fmt::format("the Redis server (process {}) was killed by signal 9", server)) == 0);
        }
        checkNothingLeft(left);
    }
}

TEST_CASE("a stop ends a Redis queue soon, and a server that hangs does not keep it", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = endless();
    for (const bool hangs : {false, true})
        for (const Given& options : everyKind()) {
            {
                Started run(made, redis(), options, 2);
                run.untilRecorded(20, 2);
                if (hangs) kill(serverOf(getpid()), SIGSTOP);
                run.recorder().requestStop();
                const Result<> result = run.wait();
                INFO((result ? std::string() : result.error().message));
                CHECK(result);
                CHECK(run.recorder().faults() == 0);
                CHECK(run.recorder().tasks() < made.workload->taskCount());
            }
            reapEverybody();  // what a killed worker had forked for its job
            checkNothingLeft(left);
        }
}

TEST_CASE("when the engine is killed, its Redis server and all workers die, and nothing remains", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    for (const Given& options : everyKind()) {
        INFO(words(options));
        auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
        REQUIRE(recorder);
        const pid_t engine = startThisTest("[redis_engine_to_be_killed]", recorder->fd(), words(options));
        REQUIRE(engine > 0);
        bool alive = true;
        while (!allRecorded(*recorder, 2, 10) && (alive = !hasGone(engine))) std::this_thread::yield();
        REQUIRE(alive);
        const pid_t server = serverOf(engine);
        CHECK(server > 0);
        kill(engine, SIGKILL);
        // They are this process's children now: who does not die keeps it waiting, until the test's time is over.
        CHECK(reapEverybody() >= 4);
        CHECK((kill(server, 0) == -1 && errno == ESRCH));
        CHECK(foldersOf(engine) == 0);
        recorder = Recorder::make({.lanes = 1, .recordsPerLane = 2});
    }
    checkNothingLeft(left);
}

// Not a test: the engine that the test above kills.
TEST_CASE("Redis engine to be killed", "[.][redis_engine_to_be_killed]") {
    const auto [fd, told] = whatThisTestWasTold();
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options =
        *Options::resolve(redis().options, given(told.substr(0, told.find(',')), told.substr(told.find(' ') + 1)));
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(redis().runGraph(execution));
}

TEST_CASE("where there is no redis-server, the model says what to install", "[redis_queue]") {
    const char* const path = std::getenv("PATH");
    const std::string before = path ? path : "";
    setenv("PATH", "/nowhere::/etc", 1);
    CHECK(redis().unavailable().find("install") != std::string::npos);
    const auto made = stencil(2, 2);
    const Ran ran = runModel(redis(), *made.workload, made.options, {.workers = 1});
    setenv("PATH", before.c_str(), 1);
    REQUIRE_FALSE(ran.result);
    CHECK(ran.result.error().kind == Error::Kind::Missing);
}

TEST_CASE("another program in the worker's place is an error of the Redis queue, not a hang", "[redis_queue]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = stencil(4, 4);
    for (const std::string program : {"/bin/true", "/bin/false", "/nowhere/corelane-engine", ""}) {
        {
            Started run(made, redis(), given("list", "resident"), 2, program);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().message.size() > 20);
        }
        checkNothingLeft(left);
    }
}
