// The model mpi: what ranks exchange, and whoever is killed. A job's port and files are in namespaces of its own.
#include "engine/models/rank_tasks.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace corelane;

namespace {

namespace fs = std::filesystem;

const Model& mpi() {
    return *findModel("mpi");
}

bool absent() {
    const std::string reason = mpi().unavailable ? mpi().unavailable() : std::string();
    if (!reason.empty()) WARN("Skipped: " + reason);
    return !reason.empty();
}

// Of the run that goes on; 0: it is not there.
pid_t mpirunOf(pid_t engine) {
    for (const pid_t attendant : childrenOf(engine))
        for (const pid_t child : childrenOf(attendant))
            if (programOf(child).starts_with("mpirun") || programOf(child).starts_with("orterun")) return child;
    return 0;
}

// Names in /tmp and in /dev/shm that Open MPI may have left.
std::set<std::string> leftovers() {
    std::set<std::string> names;
    std::error_code absent;
    for (const fs::path& place : {fs::temp_directory_path(), fs::path("/dev/shm")})
        for (const auto& entry : fs::directory_iterator(place, absent)) {
            const std::string name = entry.path().filename();
            for (const char* const part : {"ompi", "open_mpi", "vader", "pmix", "orte"})
                if (name.find(part) != std::string::npos) names.insert(entry.path());
        }
    return names;
}

class NothingOfMpiLeft {
  public:
    void check() {
        m_left.check();
        CHECK(leftovers() == m_before);
    }

  private:
    NothingLeft m_left;
    std::set<std::string> m_before = leftovers();
};

// Sockets that wait for connections, as this network sees them.
std::size_t listeningSockets(const std::string& process) {
    std::size_t count = 0;
    for (const char* const table : {"tcp", "tcp6"}) {
        std::ifstream file("/proc/" + process + "/net/" + table);
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string number, local, remote, state;
            words >> number >> local >> remote >> state;
            count += state == "0A";
        }
    }
    return count;
}

}  // namespace

TEST_CASE("every task has one owner, and whoever needs its output awaits it", "[mpi]") {
    for (const std::string_view pattern : patternNames())
        for (const int ranks : {1, 2, 3, 7}) {
            INFO(pattern << ", " << ranks << " ranks");
            const std::int64_t period = pattern == "spread" ? 2 : 3;
            const auto made = makeWorkload(
                {{{"pattern", std::string(pattern)},
                  {"steps", std::int64_t{6}},
                  {"width", std::int64_t{5}},
                  {"period", period}}});
            const Workload& workload = *made.workload;
            PointOwners owners(workload, ranks);
            std::vector<RankTasks> all;
            for (int rank = 0; rank < ranks; ++rank) all.emplace_back(workload, owners, rank);
            // Any order of messages does: here each arrives at once.
            std::uint64_t done = 0, messages = 0;
            std::vector<int> readers;
            for (bool went = true; went;) {
                went = false;
                for (int rank = 0; rank < ranks; ++rank)
                    while (const auto index = all[static_cast<std::size_t>(rank)].take()) {
                        const Task task = *workload.naming().task(*index);
                        CHECK(owners.of(0, task.point) == rank);
                        all[static_cast<std::size_t>(rank)].complete(task);
                        owners.readers(task, readers);
                        for (const int reader : readers) {
                            RankTasks& other = all[static_cast<std::size_t>(reader)];
                            const Points& awaited = other.awaited(0, task.step);
                            CHECK(std::ranges::find(awaited, task.point) != awaited.end());
                            other.arrived(task);
                            ++messages;
                        }
                        ++done;
                        went = true;
                    }
            }
            CHECK(done == workload.taskCount());
            std::uint64_t awaited = 0;
            for (const RankTasks& one : all) {
                CHECK(one.left() == 0);
                CHECK(one.lowestStep(0) == 6);
                for (std::uint32_t step = 0; step < 6; ++step) awaited += one.awaited(0, step).size();
            }
            CHECK(awaited == messages);
            CHECK(owners.copiedBytes() == messages * 16);
        }
}

TEST_CASE("messages carry outputs of every size, asked for early or late", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    for (const std::int64_t bytes : {16, 4112, 1 << 20}) {
        const auto made = stencil(12, 6, 10, bytes);
        const Expected expected = evaluate(*made.workload);
        for (const std::int64_t ahead : {1, 1024})
            for (const int workers : {1, 3}) {
                INFO(bytes << " bytes, " << ahead << " steps ahead, " << workers << " ranks");
                const auto look = [&](Recorder& recorder) {
                    const auto neighbours = static_cast<std::uint64_t>(workers - 1);
                    CHECK(recorder.bytesMoved() == 11 * 2 * neighbours * static_cast<std::uint64_t>(bytes));
                };
                const Ran ran = runModel(
                    mpi(), *made.workload, made.options, {.workers = workers, .options = {{"ahead", ahead}}}, look);
                INFO((ran.result ? std::string() : ran.result.error().message));
                INFO(ran.firstFault);
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == expected);
            }
    }
    left.check();
}

TEST_CASE("as many ranks as may be, of which most own nothing, give the serial result", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = makeWorkload(
        {{{"pattern", std::string("all_to_all")}, {"steps", std::int64_t{4}}, {"width", std::int64_t{20}}}});
    const Ran ran = runModel(mpi(), *made.workload, made.options, {.workers = 40});
    INFO((ran.result ? std::string() : ran.result.error().message));
    CHECK(ran.result);
    CHECK(ran.faults == 0);
    CHECK(ran.got == evaluate(*made.workload));
    left.check();
}

TEST_CASE("every task is recorded in the lane of the rank that owns its point", "[mpi]") {
    if (absent()) return;
    const auto made = stencil(20, 6, 100);
    const auto look = [&](Recorder& recorder) {
        std::set<TaskIndex> tasks;
        std::set<std::string> names;
        for (const SeenLane& lane : lanesOf(recorder)) {
            std::uint64_t end = 0;
            for (const Named& span : lane.spans) {
                CHECK(span.begin >= end);
                CHECK(span.end >= span.begin);
                end = span.end;
                names.insert(span.name);
                if (span.state != State::Useful) continue;
                CHECK(tasks.insert(span.task).second);
                CHECK(made.workload->naming().task(span.task)->point / 2 == static_cast<unsigned>(lane.index));
            }
        }
        CHECK(tasks.size() == 120);
        for (const char* const name : {"start process", "wait for a message", "send outputs", "leave MPI"})
            CHECK(names.contains(name));
    };
    CHECK(runModel(mpi(), *made.workload, made.options, {.workers = 3}, look).result);
}

TEST_CASE("a killed rank fails the run in a sentence, and the job ends with it", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = endless();
    for (int round = 0; round < 3; ++round) {
        {
            Started run(made, mpi(), {}, 3);
            run.untilRecorded(50, 3);
            const pid_t victim = run.pidOf(round);
            REQUIRE(victim > 0);
            kill(victim, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            INFO(result.error().message);
            CHECK(
                result.error().message.find(
                    fmt::format("worker p{} (process {}) was killed by signal 9 after ", round, victim)) == 0);
        }
        left.check();
    }
}

TEST_CASE("a killed mpirun fails the run in a sentence, and its ranks die with it", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = endless();
    {
        Started run(made, mpi(), {}, 2);
        run.untilRecorded(20, 2);
        const pid_t mpirun = mpirunOf(getpid());
        REQUIRE(mpirun > 0);
        kill(mpirun, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        INFO(result.error().message);
        CHECK(result.error().message.find(fmt::format("mpirun (process {}) was killed by signal 9", mpirun)) == 0);
    }
    left.check();
}

TEST_CASE("a stop ends an MPI job soon, and a hanging mpirun does not keep it", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = endless();
    for (const int ranks : {2, 5})
        for (const bool hangs : {false, true}) {
            {
                Started run(made, mpi(), {}, ranks);
                run.untilRecorded(20, ranks);
                if (hangs) kill(mpirunOf(getpid()), SIGSTOP);
                run.recorder().requestStop();
                const Result<> result = run.wait();
                INFO((result ? std::string() : result.error().message));
                CHECK(result);
                CHECK(run.recorder().faults() == 0);
                CHECK(run.recorder().tasks() < made.workload->taskCount());
            }
            left.check();
        }
}

TEST_CASE("a stop before there are ranks, or while they start, ends the job", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = endless();
    for (const bool early : {true, false}) {
        {
            Started run(made, mpi(), {}, 2);
            while (!early && !run.ended() && mpirunOf(getpid()) == 0) std::this_thread::yield();
            run.recorder().requestStop();
            CHECK(run.wait());
            CHECK(run.recorder().faults() == 0);
        }
        left.check();
    }
}

TEST_CASE("an MPI job opens no port that anybody else can reach", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = endless();
    {
        Started run(made, mpi(), {}, 2);
        run.untilRecorded(20, 2);
        const std::string mpirun = std::to_string(mpirunOf(getpid())), rank = std::to_string(run.pidOf(0));
        const auto network = [](const std::string& process) {
            return fs::read_symlink("/proc/" + process + "/ns/net");
        };
        CHECK(network(mpirun) != network("self"));
        CHECK(network(rank) == network(mpirun));
        CHECK(listeningSockets(mpirun) > 0);  // it does, which is why
        std::ifstream devices("/proc/" + mpirun + "/net/dev");
        std::size_t count = 0;
        for (std::string line; std::getline(devices, line);) {
            const auto colon = line.find(':');
            if (colon == std::string::npos) continue;
            CHECK(line.substr(0, colon).find("lo") != std::string::npos);
            ++count;
        }
        CHECK(count == 1);
        CHECK(leftovers().size() == 0);
    }
    left.check();
}

TEST_CASE("when the engine is killed, mpirun and all ranks die, and nothing remains", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    for (const std::uint64_t records : {0, 10}) {
        INFO("after " << records << " records");
        auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
        REQUIRE(recorder);
        const pid_t engine = startThisTest("[mpi_engine_to_be_killed]", recorder->fd(), "");
        REQUIRE(engine > 0);
        bool alive = true;
        pid_t mpirun = 0;
        while ((mpirun == 0 || !allRecorded(*recorder, 2, records)) && (alive = !hasGone(engine)))
            mpirun = mpirunOf(engine);
        REQUIRE(alive);
        kill(engine, SIGKILL);
        // They are this process's children now: who does not die keeps it waiting, until the test's time is over.
        CHECK(reapEverybody() >= 2);
        CHECK((kill(mpirun, 0) == -1 && errno == ESRCH));
        recorder = Recorder::make({.lanes = 1, .recordsPerLane = 2});
    }
    left.check();
}

// Not a test: the engine that the test above kills.
TEST_CASE("MPI engine to be killed", "[.][mpi_engine_to_be_killed]") {
    const int fd = whatThisTestWasTold().first;
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options = *Options::resolve(mpi().options, {});
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(mpi().runGraph(execution));
}

TEST_CASE("settings of Open MPI and of batch systems do not reach the job", "[mpi]") {
    if (absent()) return;
    const auto made = stencil(4, 4);
    setenv("OMPI_MCA_btl", "tcp,self", 1);
    setenv("OMPI_MCA_orte_tmpdir_base", "/nowhere", 1);
    setenv("SLURM_JOBID", "1", 1);
    setenv("SLURM_NODELIST", "elsewhere[1-4]", 1);
    const Ran ran = runModel(mpi(), *made.workload, made.options, {.workers = 2});
    for (const char* const name : {"OMPI_MCA_btl", "OMPI_MCA_orte_tmpdir_base", "SLURM_JOBID", "SLURM_NODELIST"})
        unsetenv(name);
    INFO((ran.result ? std::string() : ran.result.error().message));
    CHECK(ran.result);
    CHECK(ran.got == evaluate(*made.workload));
}

TEST_CASE("where there is no mpirun, the model says what to install", "[mpi]") {
    if (absent()) return;
    const char* const path = std::getenv("PATH");
    const std::string before = path ? path : "";
    setenv("PATH", "/nowhere::/etc", 1);
    CHECK(mpi().unavailable().find("install") != std::string::npos);
    const auto made = stencil(2, 2);
    const Ran ran = runModel(mpi(), *made.workload, made.options, {.workers = 1});
    setenv("PATH", before.c_str(), 1);
    REQUIRE_FALSE(ran.result);
    CHECK(ran.result.error().kind == Error::Kind::Missing);
}

TEST_CASE("another program in a rank's place, or in the engine's, is an error, not a hang", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = stencil(4, 4);
    const std::string engine = CORELANE_BIN "/corelane-engine", rank = CORELANE_BIN "/corelane-mpi-rank";
    const std::pair<std::string, std::string> programs[] = {
        {engine, "/bin/true"}, {engine, "/bin/false"}, {"/bin/true", rank}, {"/bin/false", rank}, {"/nowhere", rank}};
    for (const auto& [engineProgram, rankProgram] : programs) {
        INFO(engineProgram << " with " << rankProgram);
        {
            std::string folder = fs::temp_directory_path() / "corelane-programs-XXXXXX";
            REQUIRE(mkdtemp(folder.data()) != nullptr);
            fs::create_symlink(engineProgram, folder + "/corelane-engine");
            fs::create_symlink(rankProgram, folder + "/corelane-mpi-rank");
            Started run(made, mpi(), {}, 2, folder + "/corelane-engine");
            const Result<> result = run.wait();
            fs::remove_all(folder);
            REQUIRE_FALSE(result);
            CHECK(result.error().message.size() > 20);
        }
        left.check();
    }
}

TEST_CASE("where the rank's program is not beside the engine, the run says so", "[mpi]") {
    if (absent()) return;
    NothingOfMpiLeft left;
    const auto made = stencil(4, 4);
    for (const std::string program : {"/nowhere/corelane-engine", "/bin/true", ""}) {
        {
            Started run(made, mpi(), {}, 2, program);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().kind == Error::Kind::Missing);
            CHECK(result.error().message.find("corelane-mpi-rank, which cannot be executed") != std::string::npos);
        }
        left.check();
    }
}
