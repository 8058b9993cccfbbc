// The process pool when processes die, hang or cannot be had.
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace corelane;

TEST_CASE("a killed worker fails the run in a sentence, and what was recorded stays", "[process_pool]") {
    NothingLeft left;
    const auto made = endless();
    for (const Way& way : everyWay()) {
        INFO(way.words());
        std::uint64_t recorded = 0;
        {
            Started run(made, way, 3);
            run.untilRecorded(50, 3);
            const pid_t victim = run.pidOf(1);
            REQUIRE(victim > 0);
            recorded = published(run.recorder(), 1);
            kill(victim, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().kind == Error::Kind::Failed);
            CHECK(
                result.error().message.find(
                    fmt::format("worker p1 (process {}) was killed by signal 9 after ", victim)) == 0);
            std::size_t spans = 0;
            for (const SeenLane& lane : lanesOf(run.recorder()))
                if (lane.index == 1) spans = lane.spans.size();
            CHECK(spans > 0);
            CHECK(published(run.recorder(), 1) >= recorded);
            CHECK(run.recorder().endTime() > run.recorder().beginTime());
            CHECK_FALSE(run.recorder().stopRequested());
        }
        left.check();
    }
}

TEST_CASE("a worker killed in the middle of large payloads does no harm to the engine", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(60, 8, 0, 1 << 20);
    for (const Way& way : everyWay())
        for (int round = 0; round < 3; ++round) {
            INFO(way.words());
            {
                Started run(made, way, 2);
                run.untilRecorded(5 + 20 * static_cast<std::uint64_t>(round), 2);
                if (const pid_t victim = run.pidOf(round % 2); victim > 0) kill(victim, SIGKILL);
                const Result<> result = run.wait();  // it may have been complete by then
                if (!result) CHECK(result.error().message.find("was killed by signal 9") != std::string::npos);
            }
            left.check();
        }
}

TEST_CASE("a killed fork server fails the run and takes its workers along", "[process_pool]") {
    NothingLeft left;
    const auto made = endless();
    for (const std::string_view transport : transportNames()) {
        {
            Started run(made, {"forkserver", std::string(transport)}, 2);
            run.untilRecorded(10, 2);
            const pid_t server = parentOf(run.pidOf(0));
            REQUIRE(server > 1);
            REQUIRE(server != getpid());
            kill(server, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().message.find("the fork server was killed by signal 9") == 0);
        }
        reapEverybody();
        left.check();
    }
}

TEST_CASE("a stop ends the process pool soon", "[process_pool]") {
    NothingLeft left;
    const auto made = endless();
    for (const Way& way : everyWay()) {
        INFO(way.words());
        {
            Started run(made, way, 3);
            run.untilRecorded(20, 3);
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().tasks() > 0);
            CHECK(run.recorder().tasks() < made.workload->taskCount());
            CHECK(run.recorder().faults() == 0);
        }
        left.check();
    }
}

TEST_CASE("a stop before the first worker is there starts none", "[process_pool]") {
    NothingLeft left;
    const auto made = endless();
    for (const Way& way : everyWay()) {
        {
            Started run(made, way, 5);
            run.recorder().requestStop();
            CHECK(run.wait());
        }
        left.check();
    }
}

TEST_CASE("a task that takes for ever does not keep a stopped pool", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(3, 8, 1'000'000'000'000);
    for (const Way& way : everyWay()) {
        INFO(way.words());
        {
            Started run(made, way, 2);
            run.untilRecorded(1, 2);
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().tasks() == 0);
        }
        left.check();
    }
}

TEST_CASE("when the engine is killed, its fork server and its workers die", "[process_pool]") {
    NothingLeft left;
    for (const Way& way : everyWay()) {
        INFO(way.words());
        auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
        REQUIRE(recorder);
        const pid_t engine = startThisTest("[engine_to_be_killed]", recorder->fd(), way.start + " " + way.transport);
        REQUIRE(engine > 0);
        bool alive = true;
        while (!allRecorded(*recorder, 2, 10) && (alive = !hasGone(engine))) std::this_thread::yield();
        REQUIRE(alive);
        kill(engine, SIGKILL);
        // They are this process's children now. Who does not die keeps it waiting, until the test's time is over. A
        // fork server may have reaped its workers itself.
        CHECK(reapEverybody() >= (way.start == "forkserver" ? 2 : 3));
        int workers = 0;
        for (int lane = 0; lane < recorder->shared()->lanesInUse(); ++lane) {
            const LaneEntry& entry = recorder->shared()->lane[lane];
            workers += entry.pid != engine;
            CHECK((kill(entry.pid, 0) == -1 && errno == ESRCH));
        }
        CHECK(workers == 2);
        recorder = Recorder::make({.lanes = 1, .recordsPerLane = 2});
    }
    left.check();
}

// Not a test: the engine that the test above kills.
TEST_CASE("engine to be killed", "[.][engine_to_be_killed]") {
    const auto [fd, words] = whatThisTestWasTold();
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options = *Options::resolve(
        pool().options,
        {{"start", words.substr(0, words.find(' '))}, {"transport", words.substr(words.find(' ') + 1)}});
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(pool().runGraph(execution));
}

TEST_CASE("a worker program that cannot be run is an error that names it", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(4, 4);
    const auto folder = std::filesystem::temp_directory_path() / ("corelane-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    const std::string plain = folder / "plain", text = folder / "text";
    std::ofstream(plain) << "nothing to run";
    std::ofstream(text) << "nothing to run";
    std::filesystem::permissions(text, std::filesystem::perms::owner_all);
    for (const Way& way : everyWay()) {
        for (const std::string& program : {std::string("/nowhere/corelane-engine"), folder.string(), plain, text}) {
            INFO(way.words() << ", " << program);
            {
                Started run(made, way, 2, program);
                const Result<> result = run.wait();
                REQUIRE_FALSE(result);
                CHECK(result.error().kind == Error::Kind::Missing);
                CHECK(result.error().message.find("the worker program " + program + " could not be started") == 0);
            }
            left.check();
        }
        Started run(made, way, 2, "");
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == Error::Kind::Missing);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("a worker program that is another one is an error, not a hang", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(4, 4, 0, 1 << 20);
    for (const Way& way : everyWay())
        for (const std::string program : {"/bin/true", "/bin/false"}) {
            INFO(way.words() << ", " << program);
            {
                Started run(made, way, 2, program);
                const Result<> result = run.wait();
                REQUIRE_FALSE(result);
                CHECK(
                    result.error().message.find(
                        program == "/bin/true" ? "ended with status 0" : "ended with status 1") != std::string::npos);
            }
            left.check();
        }
}

TEST_CASE("however few files may be open, the process pool runs right or says so", "[process_pool]") {
#ifdef __SANITIZE_ADDRESS__
    // Its check of virtual tables asks pipe() whether memory may be read, and calls it a fault when none is to be
    // had.
    WARN("Left out: the undefined-behaviour sanitizer itself needs file descriptors.");
    return;
#endif
    NothingLeft left;
    const auto made = stencil(4, 5);
    const Expected expected = evaluate(*made.workload);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    for (const Way& way : everyWay()) {
        int refused = 0, right = 0;
        for (std::size_t files = 3; files <= 45; files += 3) {
            INFO(way.words() << ", " << files << " more files");
            Options options = *Options::resolve(pool().options, way.options());
            const std::vector<int> cores = allowedCores();
            auto recorder = Recorder::make({.lanes = 6, .recordsPerLane = 256});
            REQUIRE(recorder);
            Execution execution = executionOf(made, options, cores, 5, *recorder);
            const rlimit limit{openDescriptors() + files, before.rlim_max};
            REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
            const Result<> result = pool().runGraph(execution);
            setrlimit(RLIMIT_NOFILE, &before);
            if (result) {
                CHECK(Expected{recorder->tasks(), recorder->digest()} == expected);
                right += 1;
            } else {
                INFO(result.error().message);
                CHECK(result.error().message.size() > 20);
                refused += 1;
            }
        }
        CHECK(refused + right == 15);
        CHECK(right > 0);
        if (way.transport == "pipe") CHECK(refused > 0);
        left.check();
    }
}

TEST_CASE("an ignored SIGCHLD, inherited from whoever started the engine, does no harm", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(10, 5);
    auto* const before = std::signal(SIGCHLD, SIG_IGN);
    for (const Way& way : everyWay()) expectRight(made, way, 2, evaluate(*made.workload));
    std::signal(SIGCHLD, before);
    left.check();
}
