// The model manager: what its objects do, what is computed through them, and whoever is killed.
#include "engine/models/proxy.h"
#include "engine/models/server_process.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

using namespace corelane;

namespace {

const Model& manager() {
    return *findModel("manager");
}

// The process alone, with clients of the test's own.
class Objects {
  public:
    explicit Objects(int clients) {
        const auto made = stencil(2, 2);
        const Options options = *Options::resolve(manager().options, {});
        const std::vector<int> cores = allowedCores();
        Execution execution = executionOf(made, options, cores, 2, m_recorder);
        std::vector<Descriptor> theirs;
        std::vector<int> numbers;
        for (int i = 0; i < clients; ++i) {
            int ends[2] = {-1, -1};
            REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
            client.emplace_back(Descriptor(ends[0]));
            numbers.push_back(theirs.emplace_back(ends[1]).get());
        }
        auto server = ServerProcess::start(execution, "proxy", "manager", numbers);
        REQUIRE(server);
        m_server = std::move(*server);
    }
    std::vector<Proxy> client;

  private:
    Recorder m_recorder = *Recorder::make({.lanes = 4, .recordsPerLane = 1u << 10});
    std::unique_ptr<ServerProcess> m_server;
};

bool answered(const Proxy& proxy) {
    pollfd polled = {proxy.fd(), POLLIN, 0};
    return poll(&polled, 1, 0) == 1;
}

std::int64_t replyOf(const Proxy& proxy) {
    ProxyReply reply;
    REQUIRE(recv(proxy.fd(), &reply, sizeof reply, MSG_WAITALL) == sizeof reply);
    return reply.value;
}

}  // namespace

TEST_CASE("dict, list and namespace keep what was set, whoever asks", "[manager]") {
    NothingLeft left;
    {
        Objects objects(3);
        Proxy& one = objects.client[0];
        Proxy& other = objects.client[2];
        const std::vector<std::byte> bytes(300'000, std::byte{7});
        std::vector<std::byte> into(bytes.size());
        CHECK(one.call(ProxyMethod::DictSet, 5, 0, bytes));
        CHECK(other.call(ProxyMethod::DictGet, 5, 0, {}, into));
        CHECK(other.received() == bytes.size());
        CHECK(into == bytes);
        CHECK(other.call(ProxyMethod::DictGet, 6, 0, {}, into));
        CHECK(other.received() == 0);
        CHECK(one.call(ProxyMethod::CallsOf, 0) == 1);
        CHECK(one.call(ProxyMethod::CallsOf, 2) == 0);

        const std::int64_t numbers[] = {3, -4};
        CHECK(one.call(ProxyMethod::ListExtend, 0, 0, std::as_bytes(std::span(numbers))) == 2);
        CHECK(one.call(ProxyMethod::ListExtend, 0, 0, std::as_bytes(std::span(numbers))) == 4);
        CHECK(other.call(ProxyMethod::ListSet, 1, 9));
        CHECK(one.call(ProxyMethod::ListGet, 1) == 9);
        CHECK(one.call(ProxyMethod::ListGet, 3) == -4);

        CHECK(one.call(ProxyMethod::NamespaceGet, 1) == 0);
        CHECK(one.call(ProxyMethod::NamespaceSet, 1, 77));
        CHECK(other.call(ProxyMethod::NamespaceGet, 1) == 77);
    }
    left.check();
}

TEST_CASE("a get of an empty queue and a lock that is held are answered later, in order", "[manager]") {
    NothingLeft left;
    {
        Objects objects(3);
        Proxy &a = objects.client[0], &b = objects.client[1], &c = objects.client[2];
        REQUIRE(a.send({ProxyMethod::QueueGet, 0, taskQueue, 0, 0}));
        CHECK(c.call(ProxyMethod::NamespaceGet, 0));  // by now the other one's call may have been taken
        REQUIRE(b.send({ProxyMethod::QueueGet, 0, doneQueue, 0, 0}));
        CHECK(c.call(ProxyMethod::QueuePut, doneQueue, 1));
        CHECK(replyOf(b) == 1);
        CHECK_FALSE(answered(a));
        CHECK(c.call(ProxyMethod::QueuePut, taskQueue, 2));
        CHECK(replyOf(a) == 2);
        for (const std::int64_t value : {5, 6}) CHECK(c.call(ProxyMethod::QueuePut, taskQueue, value));
        CHECK(a.call(ProxyMethod::QueueGet, taskQueue) == 5);
        CHECK(b.call(ProxyMethod::QueueGet, taskQueue) == 6);

        CHECK(a.call(ProxyMethod::LockAcquire));
        REQUIRE(b.send({ProxyMethod::LockAcquire, 0, 0, 0, 0}));
        CHECK(a.call(ProxyMethod::NamespaceGet, 0));
        CHECK_FALSE(answered(b));
        CHECK(a.call(ProxyMethod::LockRelease));
        replyOf(b);
        CHECK(b.call(ProxyMethod::LockRelease));
    }
    left.check();
}

TEST_CASE("who says what is no call is not heard again, and the others are", "[manager]") {
    NothingLeft left;
    {
        const ProxyCall nonsense[] = {
            {static_cast<ProxyMethod>(0), 0, 0, 0, 0},
            {static_cast<ProxyMethod>(99), 0, 0, 0, 0},
            {ProxyMethod::DictSet, 0, 0, 0, std::uint64_t{1} << 50},
            {ProxyMethod::ListGet, 0, 1000, 0, 0},
            {ProxyMethod::ListSet, 0, 1000, 0, 0},
            {ProxyMethod::QueuePut, 0, 2, 0, 0},
            {ProxyMethod::QueueGet, 0, ~std::uint64_t{0}, 0, 0},
            {ProxyMethod::LockRelease, 0, 0, 0, 0},
            {ProxyMethod::CallsOf, 0, 1000, 0, 0},
        };
        Objects objects(static_cast<int>(std::size(nonsense)) + 1);
        for (std::size_t i = 0; i < std::size(nonsense); ++i) {
            INFO("nonsense " << i);
            REQUIRE(objects.client[i + 1].send(nonsense[i]));
            CHECK(objects.client[0].call(ProxyMethod::NamespaceSet, i, 1));
            CHECK_FALSE(objects.client[i + 1].call(ProxyMethod::NamespaceGet, 0));
        }
    }
    left.check();
}

TEST_CASE("tasks whose inputs lie with a manager give the serial result", "[manager]") {
    NothingLeft left;
    for (const std::string pattern : {"stencil_1d", "all_to_all", "trivial"}) {
        const auto made = makeWorkload(
            {{{"pattern", pattern}, {"steps", std::int64_t{6}}, {"width", std::int64_t{9}}},
             {{"pattern", std::string("tree")},
              {"steps", std::int64_t{4}},
              {"width", std::int64_t{8}},
              {"output_bytes", std::int64_t{300'016}}}});
        const Expected expected = evaluate(*made.workload);
        for (const std::string_view start : startMethodNames())
            for (const int workers : {1, 3}) {
                const Ran ran = runModel(
                    manager(), *made.workload, made.options,
                    {.workers = workers, .options = {{"start", std::string(start)}}});
                INFO(pattern << ", " << start << ", " << workers << " workers");
                INFO((ran.result ? std::string() : ran.result.error().message));
                INFO(ran.firstFault);
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == expected);
            }
    }
    left.check();
}

TEST_CASE("calls and waits are recorded in the workers' lanes, and the manager has one of its own", "[manager]") {
    const auto made = stencil(40, 6, 20'000);
    const auto look = [&](Recorder& recorder) {
        std::set<TaskIndex> tasks;
        std::set<std::string> seen;
        std::size_t runs = 0;
        for (const SeenLane& lane : lanesOf(recorder)) {
            std::uint64_t end = 0;
            // Where other programs hold the cores, one of the two may do everything.
            const std::string_view shown =
                lane.name == "p0" || lane.name == "p1" ? std::string_view("worker") : std::string_view(lane.name);
            for (const Named& span : lane.spans) {
                CHECK(span.begin >= end);
                CHECK(span.end >= span.begin);
                end = span.end;
                seen.insert(fmt::format("{}: {} {}", shown, span.name, static_cast<int>(span.state)));
                if (span.state != State::Useful) continue;
                tasks.insert(span.task);
                ++runs;
            }
        }
        CHECK(tasks.size() == 240);
        CHECK(runs == 240);
        const std::pair<const char*, State> wanted[] = {
            {"worker: wait for a task", State::Queue},
            {"worker: dict.get", State::Io},
            {"worker: dict.set", State::Io},
            {"worker: lock.acquire", State::Lock},
            {"worker: list, namespace, queue", State::Io},
            {"manager: serve calls", State::Overhead},
            {"manager: wait for calls", State::Idle}};
        for (const auto& [name, state] : wanted) {
            INFO(name);
            CHECK(seen.contains(fmt::format("{} {}", name, static_cast<int>(state))));
        }
        CHECK(recorder.bytesMoved() > 240 * (48 + 32));
    };
    CHECK(runModel(manager(), *made.workload, made.options, {.workers = 2}, look).result);
}

TEST_CASE("a killed worker of a manager fails the run in a sentence, whatever it held", "[manager]") {
    NothingLeft left;
    const auto made = endless();
    for (const int victim : {0, 2}) {
        {
            Started run(made, manager(), {}, 3);
            run.untilRecorded(30, 3);
            const pid_t pid = run.pidOf(victim);
            kill(pid, SIGKILL);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            const std::string& message = result.error().message;
            INFO(message);
            CHECK(
                message.find(fmt::format("worker p{} (process {}) was killed by signal 9 after ", victim, pid)) == 0);
            CHECK(message.find("after 0 tasks") == std::string::npos);
        }
        left.check();
    }
}

TEST_CASE("a killed manager fails the run in a sentence", "[manager]") {
    NothingLeft left;
    const auto made = endless();
    {
        Started run(made, manager(), {}, 2);
        run.untilRecorded(20, 2);
        const pid_t server = run.pidOf(3);
        REQUIRE(server > 0);
        kill(server, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        INFO(result.error().message);
        CHECK(
            result.error().message.find(fmt::format("the manager (process {}) was killed by signal 9", server)) == 0);
    }
    left.check();
}

TEST_CASE("a stop ends a run with a manager soon, and one that hangs does not keep it", "[manager]") {
    NothingLeft left;
    const auto made = endless();
    for (const bool hangs : {false, true}) {
        {
            Started run(made, manager(), {}, 2);
            run.untilRecorded(20, 2);
            if (hangs) kill(run.pidOf(3), SIGSTOP);
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

TEST_CASE("when the engine is killed, its manager and all workers die", "[manager]") {
    NothingLeft left;
    auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
    REQUIRE(recorder);
    const pid_t engine = startThisTest("[manager_engine_to_be_killed]", recorder->fd(), "");
    REQUIRE(engine > 0);
    bool alive = true;
    while (!allRecorded(*recorder, 2, 10) && (alive = !hasGone(engine))) std::this_thread::yield();
    REQUIRE(alive);
    const pid_t server = lanePid(*recorder, 3);
    CHECK(server > 0);
    kill(engine, SIGKILL);
    // They are this process's children now: who does not die keeps it waiting, until the test's time is over.
    CHECK(reapEverybody() >= 4);
    CHECK((kill(server, 0) == -1 && errno == ESRCH));
    recorder = fail(Error::Kind::Missing, "");
    left.check();
}

// Not a test: the engine that the test above kills.
TEST_CASE("manager engine to be killed", "[.][manager_engine_to_be_killed]") {
    const auto [fd, told] = whatThisTestWasTold();
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options = *Options::resolve(manager().options, {});
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(manager().runGraph(execution));
}

TEST_CASE("another program in the manager's place is an error, not a hang", "[manager]") {
    NothingLeft left;
    const auto made = stencil(4, 4);
    for (const std::string program : {"/bin/true", "/bin/false", "/nowhere/corelane-engine", ""}) {
        {
            Started run(made, manager(), {}, 2, program);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().message.size() > 20);
        }
        left.check();
    }
}
