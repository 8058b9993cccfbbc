// The distributed queue: what is computed, who is let in and who is not, and whoever is killed.
#include "engine/models/queue_handshake.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <set>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace corelane;

namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

const Model& queue() {
    return *findModel("distributed_queue");
}

Given given(std::int64_t capacity, std::int64_t prefetch) {
    return {{"capacity", capacity}, {"prefetch", prefetch}};
}

// Of a run with two workers, whose tasks take some milliseconds: few records, and time to look.
TestWorkload slow() {
    return stencil(5000, 4, 1'000'000);
}

// The ticket that the process holds, once its server listens.
std::optional<QueueTicket> ticketOf(pid_t process) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(fmt::format("/proc/{}/fd", process), gone)) {
        if (!fs::read_symlink(entry, gone).string().starts_with("/memfd:corelane queue ticket")) continue;
        const Descriptor fd(open(entry.path().c_str(), O_RDONLY | O_CLOEXEC));
        const auto ticket = fd ? readTicket(fd.get()) : Result<QueueTicket>();
        if (ticket && ticket->port != 0) return *ticket;
    }
    return std::nullopt;
}

// The last value that any lane noted; 0: none.
std::int64_t counted(Recorder& recorder, std::string_view name) {
    Recorder::Shared& shared = *recorder.shared();
    std::int64_t value = 0;
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        const std::uint64_t head = shared.ring[slot].head.load(std::memory_order_acquire);
        const Record* const records = shared.records(slot);
        for (std::uint64_t i = 0; i < std::min<std::uint64_t>(head, shared.recordsPerLane); ++i)
            if (records[i].kind == RecordKind::Counter && shared.counter[records[i].name].name == name)
                value = static_cast<std::int64_t>(records[i].end);
    }
    return value;
}

// A connection that knows nothing but the port.
Descriptor stranger(const QueueTicket& ticket) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(ticket.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) socket.reset();
    return socket;
}

template <class Struct>
Struct receive(const Descriptor& socket) {
    Struct whole;
    REQUIRE(recv(socket.get(), &whole, sizeof whole, MSG_WAITALL) == sizeof whole);
    return whole;
}

void sendAll(const Descriptor& socket, const void* bytes, std::size_t size) {
    REQUIRE(send(socket.get(), bytes, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size));
}

// The other side says no more: it has closed the connection.
bool closed(const Descriptor& socket) {
    std::array<char, 256> more;
    const ssize_t got = recv(socket.get(), more.data(), more.size(), 0);
    return got == 0 || (got < 0 && errno == ECONNRESET);
}

QueueProof proofFor(const QueueKey& key, const QueueGreeting& greeting, std::uint32_t worker) {
    QueueProof proof = {.role = QueueRole::Worker, .worker = worker, .nonce = freshQueueNonce(), .code = {}};
    proof.code = codeOfProof(key, greeting, proof);
    return proof;
}

}  // namespace

TEST_CASE("tasks from a distributed queue give the serial result, whatever it holds", "[distributed_queue]") {
    NothingLeft left;
    for (const std::string pattern : {"stencil_1d", "all_to_all", "trivial"}) {
        const auto made = makeWorkload(
            {{{"pattern", pattern}, {"steps", std::int64_t{6}}, {"width", std::int64_t{9}}},
             {{"pattern", std::string("tree")},
              {"steps", std::int64_t{4}},
              {"width", std::int64_t{8}},
              {"output_bytes", std::int64_t{100'016}}}});
        const Expected expected = evaluate(*made.workload);
        for (const Given& options : {given(1, 1), given(64, 1), given(2, 64), given(65536, 5)})
            for (const int workers : {1, 3}) {
                const Ran ran =
                    runModel(queue(), *made.workload, made.options, {.workers = workers, .options = options});
                INFO(pattern << ", " << workers << " workers");
                INFO((ran.result ? std::string() : ran.result.error().message));
                INFO(ran.firstFault);
                CHECK(ran.result);
                CHECK(ran.faults == 0);
                CHECK(ran.got == expected);
            }
    }
    left.check();
}

TEST_CASE("tasks are recorded in their workers' lanes, and the server has one of its own", "[distributed_queue]") {
    const auto made = stencil(60, 6, 20'000);
    const auto look = [&](Recorder& recorder) {
        std::set<TaskIndex> tasks;
        std::set<std::string> lanes, waits;
        std::size_t runs = 0;
        for (const SeenLane& lane : lanesOf(recorder)) {
            lanes.insert(lane.name);
            std::uint64_t end = 0;
            // Where other programs hold the cores, one of the two may do everything.
            const std::string_view shown =
                lane.name == "p0" || lane.name == "p1" ? std::string_view("worker") : std::string_view(lane.name);
            for (const Named& span : lane.spans) {
                CHECK(span.begin >= end);
                CHECK(span.end >= span.begin);
                end = span.end;
                if (span.state == State::Queue || span.state == State::Io)
                    waits.insert(fmt::format("{}: {}", shown, span.name));
                if (span.state != State::Useful) continue;
                tasks.insert(span.task);
                ++runs;
            }
        }
        CHECK(tasks.size() == 360);
        CHECK(runs == 360);
        CHECK(lanes == std::set<std::string>{"p0", "p1", "parent", "broker"});
        for (const char* const wait :
             {"worker: wait for a task", "worker: send results", "broker: receive", "broker: send",
              "parent: queue is full", "parent: put tasks", "parent: take results"}) {
            INFO(wait);
            CHECK(waits.contains(wait));
        }
        // A task's inputs and its result, into the server and out again.
        CHECK(recorder.bytesMoved() > 360 * 2 * 48);
    };
    CHECK(runModel(queue(), *made.workload, made.options, {.workers = 2, .options = given(2, 1)}, look).result);
}

TEST_CASE("what a killed worker had got from the queue is done by another, soon", "[distributed_queue]") {
    NothingLeft left;
    const auto made = stencil(60, 8, 200'000, 1024);
    const Expected expected = evaluate(*made.workload);
    auto soonest = SteadyClock::duration::max();
    for (int round = 0; round < 6; ++round) {
        Started run(made, queue(), given(64, round < 3 ? 1 : 8), 3);
        run.untilRecorded(10, 3);
        const pid_t victim = run.pidOf(round % 3);
        if (!run.ended()) {
            REQUIRE(victim > 0);
            kill(victim, SIGKILL);
            const auto killed = SteadyClock::now();
            while (!run.ended() && counted(run.recorder(), "tasks taken back") == 0) std::this_thread::yield();
            if (!run.ended()) soonest = std::min(soonest, SteadyClock::now() - killed);
        }
        const Result<> result = run.wait();
        INFO((result ? std::string() : result.error().message));
        CHECK(result);
        CHECK(run.recorder().faults() == 0);
        CHECK(Expected{run.recorder().tasks(), run.recorder().digest()} == expected);
    }
    // Of six, one on which no other program's processes were in the way.
    CHECK(soonest < std::chrono::milliseconds(100));
    left.check();
}

TEST_CASE("when the last worker of a distributed queue is killed, the run says so", "[distributed_queue]") {
    NothingLeft left;
    const auto made = endless();
    {
        Started run(made, queue(), given(64, 1), 1);
        run.untilRecorded(20, 1);
        const pid_t victim = run.pidOf(0);
        kill(victim, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(result.error().message.find(fmt::format("worker p0 (process {}) was killed by signal 9", victim)) == 0);
    }
    left.check();
}

TEST_CASE("a killed queue server fails the run in a sentence", "[distributed_queue]") {
    NothingLeft left;
    const auto made = endless();
    {
        Started run(made, queue(), given(64, 1), 2);
        run.untilRecorded(20, 2);
        const pid_t server = run.pidOf(3);
        REQUIRE(server > 0);
        kill(server, SIGKILL);
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(
            result.error().message.find(
                fmt::format("the queue server (process {}) was killed by signal 9", server)) == 0);
    }
    left.check();
}

TEST_CASE("a stop ends a distributed queue soon, and a server that hangs does not keep it", "[distributed_queue]") {
    NothingLeft left;
    const auto made = endless();
    for (const bool hangs : {false, true}) {
        {
            Started run(made, queue(), given(64, 4), 2);
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

TEST_CASE("who does not prove the key is not let in, and counted, and the run goes on", "[distributed_queue]") {
    NothingLeft left;
    const auto made = slow();
    {
        Started run(made, queue(), given(64, 1), 2);
        run.untilRecorded(2, 2);
        REQUIRE_FALSE(run.ended());
        const auto ticket = ticketOf(getpid());
        REQUIRE(ticket);
        const auto untilCounted = [&](std::string_view name, std::int64_t value) {
            while (!run.ended() && counted(run.recorder(), name) < value) std::this_thread::yield();
            CHECK(counted(run.recorder(), name) == value);
        };
        SECTION("a wrong key") {
            const Descriptor socket = stranger(*ticket);
            QueueKey wrong = ticket->key;
            wrong[31] ^= 1;
            const QueueProof proof = proofFor(wrong, receive<QueueGreeting>(socket), 0);
            sendAll(socket, &proof, sizeof proof);
            CHECK(closed(socket));
            untilCounted("refused: wrong key", 1);
        }
        SECTION("the right key, in somebody else's name") {
            const Descriptor socket = stranger(*ticket);
            QueueProof proof = proofFor(ticket->key, receive<QueueGreeting>(socket), 0);
            proof.role = QueueRole::Engine;  // the code is over the role as well
            sendAll(socket, &proof, sizeof proof);
            CHECK(closed(socket));
            untilCounted("refused: wrong key", 1);
        }
        SECTION("a replay of a proof that was right") {
            QueueProof proof;
            {
                const Descriptor socket = stranger(*ticket);
                proof = proofFor(ticket->key, receive<QueueGreeting>(socket), 1);
                sendAll(socket, &proof, sizeof proof);
                CHECK(closed(socket));  // worker 1 is there
                untilCounted("refused: place taken", 1);
            }
            for (int time = 1; time <= 2; ++time) {
                const Descriptor socket = stranger(*ticket);
                receive<QueueGreeting>(socket);
                sendAll(socket, &proof, sizeof proof);
                CHECK(closed(socket));
                untilCounted("refused: replay", time);
            }
        }
        SECTION("garbage") {
            const std::string words = "GET / HTTP/1.1\r\n\r\n";
            for (int time = 1; time <= 3; ++time) {
                const Descriptor socket = stranger(*ticket);
                receive<QueueGreeting>(socket);
                sendAll(socket, words.data(), words.size());
                CHECK(closed(socket));
                untilCounted("refused: garbage", time);
            }
        }
        SECTION("more than a proof") {
            const Descriptor socket = stranger(*ticket);
            const std::vector<char> much(1 << 20, 'c');
            static_cast<void>(send(socket.get(), much.data(), much.size(), MSG_NOSIGNAL));
            receive<QueueGreeting>(socket);
            CHECK(closed(socket));
            untilCounted("refused: garbage", 1);
        }
        SECTION("nothing at all") {
            { const Descriptor socket = stranger(*ticket); }
            untilCounted("refused: silent", 1);
            const Descriptor socket = stranger(*ticket);
            receive<QueueGreeting>(socket);
            CHECK(closed(socket));  // after two seconds
            untilCounted("refused: silent", 2);
        }
        SECTION("many at once") {
            std::vector<Descriptor> sockets;
            for (int i = 0; i < 40; ++i) sockets.push_back(stranger(*ticket));
            untilCounted("refused: crowded", 8);
        }
        CHECK_FALSE(run.ended());
        run.recorder().requestStop();
        CHECK(run.wait());
        CHECK(run.recorder().faults() == 0);
    }
    left.check();
}

TEST_CASE(
    "who proved the key and then sends what makes no sense is refused, and the run goes on", "[distributed_queue]") {
    NothingLeft left;
    const auto made = stencil(40, 4, 1'000'000);
    const std::pair<QueueMessage, const char*> messages[] = {
        {{QueueKind::Result, 1, std::uint64_t{1} << 40}, "refused: oversized"},
        {{QueueKind::Result, 1, ~std::uint64_t{0}}, "refused: oversized"},
        {{QueueKind::Get, 0, 0}, "refused: garbage"},
        {{QueueKind::Get, 1, 16}, "refused: garbage"},
        {{QueueKind::Put, 1, 16}, "refused: garbage"},  // workers put no tasks
        {{QueueKind::Result, 1, 8}, "refused: garbage"},
        {{QueueKind::Result, 1, 64}, "refused: garbage"},  // a result of a task that it was not given
        {{static_cast<QueueKind>(77), 1, 0}, "refused: garbage"},
    };
    for (const auto& [message, counter] : messages) {
        INFO(counter << ", kind " << static_cast<std::uint32_t>(message.kind) << ", " << message.bytes << " bytes");
        {
            Started run(made, queue(), given(64, 1), 2);
            run.untilRecorded(2, 2);
            const auto ticket = ticketOf(getpid());
            REQUIRE(ticket);
            kill(run.pidOf(1), SIGKILL);  // its place is free when the server has seen it
            Descriptor socket;
            while (!run.ended() && !socket) {
                socket = stranger(*ticket);
                const auto greeting = receive<QueueGreeting>(socket);
                const QueueProof proof = proofFor(ticket->key, greeting, 1);
                sendAll(socket, &proof, sizeof proof);
                QueueWelcome welcome;
                if (recv(socket.get(), &welcome, sizeof welcome, MSG_WAITALL) != sizeof welcome)
                    socket.reset();
                else
                    CHECK(sameCode(welcome.code, codeOfWelcome(ticket->key, greeting, proof)));
            }
            REQUIRE_FALSE(run.ended());
            const std::array<char, 64> bytes{};
            sendAll(socket, &message, sizeof message);
            if (message.bytes <= bytes.size() && message.bytes > 0) sendAll(socket, bytes.data(), message.bytes);
            CHECK(closed(socket));
            while (!run.ended() && counted(run.recorder(), counter) == 0) std::this_thread::yield();
            CHECK(counted(run.recorder(), counter) == 1);
            const Result<> result = run.wait();
            INFO((result ? std::string() : result.error().message));
            CHECK(result);
            CHECK(Expected{run.recorder().tasks(), run.recorder().digest()} == evaluate(*made.workload));
        }
        left.check();
    }
}

TEST_CASE("a client sends nothing to a server that does not know the key", "[distributed_queue]") {
    Descriptor listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(listening.get(), 1) == 0);
    REQUIRE(getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const QueueTicket ticket = {.key = freshQueueKey(), .port = ntohs(address.sin_port)};
    const auto tryAgainst = [&](const std::function<void(const Descriptor&)>& server) {
        Result<Descriptor> connected = fail(Error::Kind::Failed, "");
        std::thread client([&] { connected = connectToQueue(ticket, QueueRole::Worker, 0); });
        {
            const Descriptor peer(accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
            server(peer);
        }
        client.join();
        return connected;
    };
    const auto welcomeWith = [&](const QueueKey& key, bool echo) {
        return [&, key, echo](const Descriptor& peer) {
            const QueueGreeting greeting = {.nonce = freshQueueNonce()};
            static_cast<void>(send(peer.get(), &greeting, sizeof greeting, MSG_NOSIGNAL));
            QueueProof proof;
            if (recv(peer.get(), &proof, sizeof proof, MSG_WAITALL) != sizeof proof) return;
            const QueueWelcome welcome = {echo ? proof.code : codeOfWelcome(key, greeting, proof)};
            static_cast<void>(send(peer.get(), &welcome, sizeof welcome, MSG_NOSIGNAL));
        };
    };
    CHECK(tryAgainst(welcomeWith(ticket.key, false)));
    const auto other = tryAgainst(welcomeWith(freshQueueKey(), false));
    REQUIRE_FALSE(other);
    CHECK(other.error().message.find("does not know this run's key") != std::string::npos);
    CHECK_FALSE(tryAgainst(welcomeWith(ticket.key, true)));  // the proof's own code, sent back
    CHECK_FALSE(
        tryAgainst([](const Descriptor& peer) { send(peer.get(), "SSH-2.0-elsewhere\r\n", 19, MSG_NOSIGNAL); }));
    CHECK_FALSE(tryAgainst([](const Descriptor&) {}));
    listening.reset();
    CHECK_FALSE(connectToQueue(ticket, QueueRole::Worker, 0));
}

TEST_CASE(
    "when the engine is killed, its queue server and all workers die, and no port stays open",
    "[distributed_queue]") {
    NothingLeft left;
    auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
    REQUIRE(recorder);
    const pid_t engine = startThisTest("[queue_engine_to_be_killed]", recorder->fd(), "");
    REQUIRE(engine > 0);
    bool alive = true;
    while (!allRecorded(*recorder, 2, 10) && (alive = !hasGone(engine))) std::this_thread::yield();
    REQUIRE(alive);
    const auto ticket = ticketOf(engine);
    REQUIRE(ticket);
    const pid_t server = lanePid(*recorder, 3);
    CHECK(server > 0);
    CHECK(stranger(*ticket));  // it is that port
    kill(engine, SIGKILL);
    // They are this process's children now: who does not die keeps it waiting, until the test's time is over.
    CHECK(reapEverybody() >= 4);
    CHECK((kill(server, 0) == -1 && errno == ESRCH));
    CHECK_FALSE(stranger(*ticket));
    recorder = fail(Error::Kind::Missing, "");
    left.check();
}

// Not a test: the engine that the test above kills.
TEST_CASE("queue engine to be killed", "[.][queue_engine_to_be_killed]") {
    const auto [fd, told] = whatThisTestWasTold();
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options = *Options::resolve(queue().options, {});
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(queue().runGraph(execution));
}

TEST_CASE(
    "a port that is taken, and another program in the server's place, are errors and no hang",
    "[distributed_queue]") {
    NothingLeft left;
    const auto made = stencil(4, 4);
    {
        const Descriptor listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(listen(listening.get(), 1) == 0);
        REQUIRE(getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
        const Given taken = {{"port", std::int64_t{ntohs(address.sin_port)}}};
        const Ran ran = runModel(queue(), *made.workload, made.options, {.workers = 1, .options = taken});
        REQUIRE_FALSE(ran.result);
        CHECK(ran.result.error().message.find("the queue server (process") == 0);
    }
    left.check();
    for (const std::string program : {"/bin/true", "/bin/false", "/nowhere/corelane-engine", ""}) {
        {
            Started run(made, queue(), given(64, 1), 2, program);
            const Result<> result = run.wait();
            REQUIRE_FALSE(result);
            CHECK(result.error().message.size() > 20);
        }
        left.check();
    }
}
