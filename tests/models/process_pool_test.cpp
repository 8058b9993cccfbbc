// The process pool: every way to start workers, every way to send, and everything that may go wrong with processes.
#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "engine/models/start_method.h"
#include "engine/models/transport.h"
#include "engine/record/recorder_memory.h"
#include "tests/models/model_run.h"
#include "tests/models/process_tree.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace corelane;

namespace {

struct Way {
    std::string start, transport;
    std::int64_t chunk = 1;
    Given options() const { return {{"start", start}, {"transport", transport}, {"chunk", chunk}}; }
    std::string words() const { return start + " over " + transport + ", chunk " + std::to_string(chunk); }
};

std::vector<Way> everyWay() {
    std::vector<Way> ways;
    for (const std::string_view start : startMethodNames())
        for (const std::string_view transport : transportNames())
            ways.push_back({std::string(start), std::string(transport)});
    return ways;
}

const Model& pool() {
    return *findModel("process_pool");
}

TestWorkload stencil(std::int64_t steps, std::int64_t width, std::int64_t iterations = 0, std::int64_t bytes = 16) {
    return makeWorkload(
        {{{"steps", steps},
          {"width", width},
          {"kernel", std::string("compute_bound")},
          {"iterations", iterations},
          {"output_bytes", bytes}}});
}

// More than any test waits for: it ends by what the test does to it.
TestWorkload endless() {
    return stencil(50'000, 8, 20'000, 1024);
}

// A run that the test looks into while it goes on.
class Started {
  public:
    Started(
        const TestWorkload& made, const Way& way, int workers = 2,
        std::string engine = CORELANE_BIN "/corelane-engine")
        : m_options(*Options::resolve(pool().options, way.options())), m_cores(allowedCores()),
          m_recorder(*Recorder::make({.lanes = workers + 1, .recordsPerLane = 1u << 14})),
          m_execution{*made.workload, m_options,    m_cores,      workers, false,
                      m_recorder,     "task_graph", made.options, engine},
          m_thread([this] {
              m_result = pool().runGraph(m_execution);
              m_ended.store(true);
          }) {}
    ~Started() {
        m_recorder.requestStop();
        if (m_thread.joinable()) m_thread.join();
    }

    Recorder& recorder() { return m_recorder; }
    bool ended() const { return m_ended.load(); }
    Result<> wait() {
        m_thread.join();
        return m_result;
    }
    pid_t pidOf(int worker) { return lanePid(m_recorder, worker); }
    // Every worker has published so many records, or the run has ended.
    void untilRecorded(std::uint64_t records, int workers) {
        while (!ended() && !allRecorded(m_recorder, workers, records)) std::this_thread::yield();
    }

  private:
    Options m_options;
    std::vector<int> m_cores;
    Recorder m_recorder;
    Execution m_execution;
    Result<> m_result;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

// No process, no descriptor and nothing in /dev/shm is left behind.
class NothingLeft {
  public:
    NothingLeft() : m_descriptors(openDescriptors()) { adoptOrphans(); }
    void check() {
        INFO("children: " << childrenNow());
        CHECK(noChildren());
        CHECK(openDescriptors() == m_descriptors);
        CHECK(sharedMemoryFiles().empty());
    }

  private:
    std::size_t m_descriptors;
};

void expectRight(const TestWorkload& made, const Way& way, int workers, const Expected& expected, Given more = {}) {
    Given given = way.options();
    given.merge(more);
    const Ran ran = runModel(pool(), *made.workload, made.options, {.workers = workers, .options = given});
    INFO(way.words() << ", " << workers << " workers");
    INFO((ran.result ? std::string() : ran.result.error().message));
    INFO(ran.firstFault);
    CHECK(ran.result);
    CHECK(ran.faults == 0);
    CHECK(ran.got == expected);
}

struct Named {
    std::string name;
    State state;
    TaskIndex task;
    std::uint64_t begin, end;
};
struct SeenLane {
    std::string name;
    int index;
    pid_t pid;
    std::uint64_t begin;
    std::vector<Named> spans;
};

std::vector<SeenLane> lanesOf(Recorder& recorder) {
    Recorder::Shared& shared = *recorder.shared();
    std::vector<SeenLane> lanes;
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        const LaneEntry& entry = shared.lane[slot];
        SeenLane lane{entry.name, entry.index, entry.pid, entry.begin, {}};
        RingReader reader(&shared.ring[slot], shared.records(slot), shared.recordsPerLane);
        reader.drain([&](const Record* first, std::size_t count) {
            for (const Record* record = first; record != first + count; ++record)
                if (record->kind == RecordKind::Span)
                    lane.spans.push_back(
                        {shared.name[record->name].text, record->state, record->task, record->begin, record->end});
        });
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

}  // namespace

TEST_CASE("the process pool runs every pattern right by every way with any number of workers", "[process_pool]") {
    NothingLeft left;
    for (const std::string_view pattern : patternNames()) {
        const auto made = makeWorkload(
            {{{"pattern", std::string(pattern)},
              {"steps", std::int64_t{9}},
              {"width", std::int64_t{7}},
              {"period", std::int64_t{2}}}});
        const Expected expected = evaluate(*made.workload);
        INFO(pattern);
        for (const Way& way : everyWay())
            for (const int workers : {1, 2, 5}) expectRight(made, way, workers, expected);
    }
    left.check();
}

TEST_CASE("the process pool carries payloads of every size, and takes tasks in chunks", "[process_pool]") {
    NothingLeft left;
    for (const std::int64_t bytes : {16, 4112, 1 << 20})
        for (const std::string pattern : {"stencil_1d", "all_to_all"}) {
            const auto made = makeWorkload(
                {{{"pattern", pattern},
                  {"steps", std::int64_t{4}},
                  {"width", std::int64_t{6}},
                  {"output_bytes", bytes}},
                 {{"pattern", std::string("tree")}, {"steps", std::int64_t{5}}, {"width", std::int64_t{9}}}});
            INFO(pattern << ", " << bytes << " bytes");
            const Expected expected = evaluate(*made.workload);
            for (Way way : everyWay())
                for (const std::int64_t chunk : {1, 4, 64}) {
                    way.chunk = chunk;
                    expectRight(made, way, 2, expected);
                }
        }
    left.check();
}

TEST_CASE("64 worker processes on few cores finish a deep graph", "[process_pool]") {
    NothingLeft left;
    const auto made = stencil(10, 64);
    for (const Way& way : everyWay()) expectRight(made, way, 64, evaluate(*made.workload));
    left.check();
}

TEST_CASE("every byte that travels is counted, and through shared memory none does", "[process_pool]") {
    const auto made = stencil(12, 6, 0, 4112);
    std::uint64_t expected = 0;
    forEachTask(*made.workload, [&](Task, std::uint32_t inputs) {
        expected += 2 * sizeof(MessageFrame) + (inputs + 1) * padded(4112);
    });
    for (const Way& way : everyWay()) {
        INFO(way.words());
        const auto look = [&](Recorder& recorder) {
            CHECK(recorder.bytesMoved() == (way.transport == "pipe" ? expected : 0));
        };
        CHECK(runModel(pool(), *made.workload, made.options, {.workers = 3, .options = way.options()}, look).result);
    }
}

TEST_CASE("workers record their spans in their own processes", "[process_pool]") {
    const auto made = stencil(30, 6, 100, 16384);
    for (const Way& way : everyWay()) {
        INFO(way.words());
        const auto look = [&](Recorder& recorder) {
            const auto lanes = lanesOf(recorder);
            CHECK(lanes.size() == 3);
            std::map<TaskIndex, int> tasks;
            std::set<pid_t> pids;
            for (const SeenLane& lane : lanes) {
                const bool parent = lane.name == "parent";
                CHECK(lane.name == (parent ? "parent" : fmt::format("p{}", lane.index)));
                CHECK((lane.pid == getpid()) == parent);
                CHECK(lane.index == (parent ? 2 : lane.index % 2));
                CHECK(pids.insert(lane.pid).second);
                std::set<std::string> names;
                std::uint64_t end = 0;
                int overlaps = 0, startups = 0;
                bool worked = false;  // a worker may come when there is nothing left to do
                for (const Named& span : lane.spans) {
                    overlaps += span.begin < end || span.end < span.begin;
                    end = span.end;
                    names.insert(span.name);
                    startups += span.state == State::Startup;
                    if (span.state == State::Useful) {
                        CHECK(span.name == "stencil_1d");
                        worked = true;
                        tasks[span.task] += 1;
                    }
                }
                CHECK(overlaps == 0);
                if (parent) {
                    CHECK(names.count("start worker") == 1);
                } else {
                    CHECK(lane.spans.front().name == "start process");
                    CHECK(lane.spans.front().begin == lane.begin);  // its life begins when the engine asked for it
                    CHECK(startups == 1);
                    if (!worked) continue;
                    if (way.transport == "pipe") {
                        CHECK(names.count("wait for a task") == 1);
                        CHECK(names.count("receive inputs") == 1);
                        CHECK(names.count("send output") == 1);
                    } else {
                        CHECK(names.count("scheduling") == 1);
                    }
                }
            }
            CHECK(tasks.size() == 180);
            CHECK(std::ranges::all_of(tasks, [](const auto& task) { return task.second == 1; }));
        };
        CHECK(runModel(pool(), *made.workload, made.options, {.workers = 2, .options = way.options()}, look).result);
    }
}

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
                run.untilRecorded(static_cast<std::uint64_t>(5 + 20 * round), 2);
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
        // They are this process's children now. Who does not die keeps it waiting, until the test's time is over.
        CHECK(reapEverybody() >= 3);
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
    Execution execution{*made.workload,
                        options,
                        cores,
                        2,
                        false,
                        *recorder,
                        "task_graph",
                        made.options,
                        CORELANE_BIN "/corelane-engine"};
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
            Execution execution{*made.workload,
                                options,
                                cores,
                                5,
                                false,
                                *recorder,
                                "task_graph",
                                made.options,
                                CORELANE_BIN "/corelane-engine"};
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
