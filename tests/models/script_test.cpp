// Every model that runs scripts, on scripts for every kind of object: the same result as in order, and its waits
// recorded with what ended them.
#include "engine/record/own_thread.h"
#include "engine/scripts/belongings.h"
#include "tests/models/script_run.h"
#include "tests/support/script_text.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace corelane;
using namespace corelane::test;

TEST_CASE("under a lock one actor computes at a time, and each wait was ended by a release") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor("worker", 4, {loops(50, {does(StepKind::Lock, lock), runs(100), does(StepKind::Unlock, lock)})});
    const Scripted ran = expectSame(made.script());
    CHECK(mostComputing(ran.run()) == 1);
    const std::size_t waited = waits(ran.run(), State::Lock);
    CHECK(waited > 0);
    CHECK(ran.run().edges.size() > 0);
    CHECK(ran.run().edges.size() <= waited);
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) {
        const Edge& edge = ran.run().edges[i];
        CHECK(edge.fromLane != edge.toLane);
        CHECK(edge.fromTime <= edge.toTime);
        CHECK(edge.held > 0);
    }
}

TEST_CASE("a semaphore of two lets two compute, and never more") {
    ScriptBuilder made;
    const auto units = made.object("S", ObjectKind::Semaphore, 2);
    made.actor(
        "worker", 8,
        {loops(
            10, {does(StepKind::Acquire, units), runs(100), does(StepKind::Sleep, noObject, 50), runs(100),
                 does(StepKind::Release, units)})});
    const Scripted ran = expectSame(made.script());
    CHECK(mostComputing(ran.run()) <= 2);
    CHECK(waits(ran.run(), State::Lock) > 0);
    CHECK(ran.run().edges.size() > 0);
}

TEST_CASE("an event and a latch let all go who wait, by one edge each") {
    ScriptBuilder made;
    const auto event = made.object("go", ObjectKind::Event), latch = made.object("ready", ObjectKind::Latch, 5);
    made.actor("runner", 5, {does(StepKind::Set, latch), does(StepKind::Wait, event), runs(10)});
    made.actor("starter", 1, {does(StepKind::Wait, latch), runs(20'000), does(StepKind::Set, event)});
    const Scripted ran = expectSame(made.script());
    // While the starter works, the runners begin to wait; those that come too late need no edge.
    std::size_t fromStarter = 0, waited = 0;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) fromStarter += ran.run().edges[i].fromLane == 5;
    for (std::size_t w = 0; w < 5; ++w)
        for (std::size_t i = 0; i < ran.run().workers[w]->spans.size(); ++i)
            waited += ran.run().workers[w]->spans[i].state == State::Lock;
    CHECK(fromStarter == waited);
    CHECK(fromStarter > 0);
}

TEST_CASE("conditions, barriers, shared locks, try_lock and counters give the same under every model") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex), shared = made.object("RW", ObjectKind::SharedMutex);
    const auto barrier = made.object("B", ObjectKind::Barrier, 4), counter = made.object("n", ObjectKind::Counter);
    Step attempt = does(StepKind::TryLock, lock);
    attempt.otherwise = {runs(1)};
    Step add = does(StepKind::Add, counter);
    add.count = 100;
    made.actor(
        "worker", 4,
        {loops(
            50, {attempt, runs(5), does(StepKind::Unlock, lock), add, does(StepKind::Barrier, barrier),
                 does(StepKind::SharedLock, shared), runs(5), does(StepKind::Unlock, shared),
                 does(StepKind::Lock, shared), runs(2), does(StepKind::Unlock, shared), does(StepKind::Yield)})});
    const Scripted ran = expectSame(made.script());
    CHECK(waits(ran.run(), State::Lock) > 0);
}

TEST_CASE("notify_all wakes those who wait for a condition, notify_one one of them") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex), condition = made.object("C", ObjectKind::Condition);
    const auto ready = made.object("ready", ObjectKind::Latch, 3);
    // Whoever has set the latch holds the lock until it waits: when the notifier has it, all three wait.
    made.actor(
        "waiter", 3,
        {does(StepKind::Lock, lock), does(StepKind::Set, ready), waitsFor(condition, lock), runs(5),
         does(StepKind::Unlock, lock)});
    made.actor(
        "notifier", 1,
        {does(StepKind::Wait, ready), does(StepKind::Lock, lock), does(StepKind::NotifyOne, condition),
         does(StepKind::NotifyAll, condition), does(StepKind::Unlock, lock)});
    const Scripted ran = expectSame(made.script());
    std::map<Time, int> wakes;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) {
        const Edge& edge = ran.run().edges[i];
        const auto& spans = ran.run().workers[edge.toLane]->spans;
        for (std::size_t at = 0; at < spans.size(); ++at)
            if (edge.fromLane == 3 && spans[at].end == edge.toTime && ran.trace->name(spans[at].name) == "C")
                ++wakes[edge.fromTime];
    }
    REQUIRE(wakes.size() == 2);
    CHECK(wakes.begin()->second == 1);
    CHECK(wakes.rbegin()->second == 2);
}

TEST_CASE("a bounded queue hands every item over once, through any number of stages") {
    ScriptBuilder made;
    const auto in = made.object("in", ObjectKind::Queue, 2), out = made.object("out", ObjectKind::Queue, 3);
    made.actor("source", 2, {loops(100, {runs(2), does(StepKind::Put, in)})});
    made.actor("stage", 3, {eachOf(in, {runs(5), does(StepKind::Put, out)})});
    made.actor("sink", 1, {eachOf(out, {runs(1)})});
    const Scripted ran = expectSame(made.script());
    CHECK(waits(ran.run(), State::Queue) > 0);
    CHECK(ran.run().edges.size() > 0);
}

TEST_CASE("a background actor computes while others run, is no part of the result and ends with them") {
    ScriptBuilder made;
    Step forever = does(StepKind::Loop);
    forever.count = 0;
    forever.body = {runs(50)};
    made.actor("hog", 1, {forever}).background = true;
    made.actor("worker", 2, {loops(20, {runs(100)})});
    const Scripted ran = expectSame(made.script());
    CHECK(ran.got.tasks == 40);
}

TEST_CASE("a deadlock is named within a second, and the run ends") {
    ScriptBuilder made;
    const auto one = made.object("fork 1", ObjectKind::Mutex), two = made.object("fork 2", ObjectKind::Mutex);
    const auto barrier = made.object("table", ObjectKind::Barrier, 2);
    const auto philosopher = [&](std::uint32_t first, std::uint32_t second) {
        return std::vector<Step>{does(StepKind::Lock, first),    does(StepKind::Barrier, barrier),
                                 does(StepKind::Lock, second),   runs(1),
                                 does(StepKind::Unlock, second), does(StepKind::Unlock, first)};
    };
    made.actor("Ann", 1, philosopher(one, two));
    made.actor("Ben", 1, philosopher(two, one));
    const Script script = made.script();
    const auto start = std::chrono::steady_clock::now();
    const Scripted ran = runScript(*findModel("threads"), script);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    CHECK(ran.fault == "deadlock: Ann holds fork 1 and waits for fork 2, held by Ben, who waits for fork 1");
}

TEST_CASE("actors that wait for what nobody does are told, whatever they wait for") {
    ScriptBuilder made;
    const auto units = made.object("S", ObjectKind::Semaphore, 1), lock = made.object("L", ObjectKind::Mutex);
    const auto condition = made.object("C", ObjectKind::Condition);
    made.actor("taker", 2, {does(StepKind::Acquire, units)});
    made.actor("waiter", 1, {does(StepKind::Lock, lock), waitsFor(condition, lock), does(StepKind::Unlock, lock)});
    const Scripted ran = runScript(*findModel("threads"), made.script());
    const bool first = ran.fault == "deadlock: no actor can go on: taker 1 waits for S, waiter waits for C";
    const bool second = ran.fault == "deadlock: no actor can go on: taker 2 waits for S, waiter waits for C";
    INFO(ran.fault);
    CHECK((first || second));
}

TEST_CASE("a step that fails ends the run in its own words, and lets those go who wait") {
    ScriptBuilder made;
    const auto barrier = made.object("B", ObjectKind::Barrier, 3), ready = made.object("ready", ObjectKind::Latch, 2);
    Step fails = does(StepKind::Fail);
    fails.label = "out of paper";
    made.actor("worker", 2, {does(StepKind::Set, ready), does(StepKind::Barrier, barrier)});
    made.actor("printer", 1, {does(StepKind::Wait, ready), fails, does(StepKind::Barrier, barrier)});
    for (const Model* model : modelsOfScripts()) {
        INFO(model->name);
        CHECK(runScript(*model, made.script()).fault == "printer fails at /steps/0: out of paper");
    }
}

TEST_CASE("long work and long sleeps end soon when the run is to stop") {
    ScriptBuilder made;
    Step fails = does(StepKind::Fail);
    fails.label = "enough";
    made.actor("worker", 1, {runs(1e9)});
    made.actor("busy", 1, {does(StepKind::Busy, noObject, 1e9)});
    made.actor("sleeper", 1, {does(StepKind::Sleep, noObject, 1e9)});
    made.actor("ender", 1, {fails});
    CHECK(runScript(*findModel("threads"), made.script()).fault == "ender fails at /steps/0: enough");
}

TEST_CASE("readers of a shared lock are never mistaken for a deadlock") {
    ScriptBuilder made;
    const auto lock = made.object("RW", ObjectKind::SharedMutex), queue = made.object("q", ObjectKind::Queue, 1);
    made.actor(
        "reader", 2,
        {loops(50, {does(StepKind::SharedLock, lock), does(StepKind::Put, queue), does(StepKind::Unlock, lock)})});
    made.actor("writer", 1, {loops(50, {does(StepKind::Lock, lock), does(StepKind::Unlock, lock)})});
    made.actor("taker", 1, {eachOf(queue, {runs(1)})});
    const Script script = made.script();
    for (int i = 0; i < 20; ++i) CHECK(runScript(*findModel("threads"), script).fault.empty());
}

TEST_CASE("correct scripts never raise a false alarm") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex), queue = made.object("q", ObjectKind::Queue, 1);
    const auto units = made.object("S", ObjectKind::Semaphore, 1);
    made.actor(
        "put", 2, {loops(5, {does(StepKind::Lock, lock), does(StepKind::Unlock, lock), does(StepKind::Put, queue)})});
    made.actor("take", 2, {eachOf(queue, {does(StepKind::Acquire, units), runs(1), does(StepKind::Release, units)})});
    const Script script = made.script();
    int alarms = 0;
    for (int i = 0; i < 200; ++i) alarms += runScript(*findModel("threads"), script).fault.empty() ? 0 : 1;
    CHECK(alarms == 0);
}

TEST_CASE("memory and files give the same whoever goes over them, and each access its own time") {
    ScriptBuilder made;
    const auto queue = made.object("q", ObjectKind::Queue, 4);
    const std::vector<Step> steps = {
        goesOver(MemoryAccess::Write, 1 << 20, 1 << 20), goesOver(MemoryAccess::Read, 1 << 20, 1 << 20, 8),
        goesOver(MemoryAccess::Chase, 1 << 16, 1 << 18), file(StepKind::FileWrite, 100'000, true),
        file(StepKind::FileRead, 3'000'000)};
    made.actor("owner", 2, {loops(3, steps)});
    made.actor("consumer", 2, {eachOf(queue, steps)});
    made.actor("producer", 1, {loops(6, {does(StepKind::Put, queue)})});
    const Script script = made.script();
    CHECK(script.totals().tasks == (6 + 6) * 3);
    const Scripted ran = expectSame(script);
    std::map<std::string, int> spans;
    for (const auto& lane : ran.run().workers)
        for (std::size_t i = 0; i < lane->spans.size(); ++i)
            if (const Span& span = lane->spans[i]; span.state == State::Io || span.state == State::Useful)
                ++spans[std::string(ran.trace->name(span.name))];
    CHECK(spans == std::map<std::string, int>{{"memory", 36}, {"write", 12}, {"fsync", 12}, {"read", 12}});
}

TEST_CASE("what memory gives depends on where a step begins, and a chase goes everywhere before it returns") {
    ActorNeeds needs;
    needs.plainBytes = 4096;
    needs.chains = {{4096, 64}};
    StepMemory memory;
    REQUIRE(memory.make(needs));
    const auto value = [&](MemoryAccess access, std::uint64_t bytes, std::uint64_t where) {
        return memory.goOver(goesOver(access, bytes, 4096), where, [] { return false; });
    };
    const std::uint64_t read = value(MemoryAccess::Read, 640, 3);
    CHECK(read != value(MemoryAccess::Read, 640, 4));
    value(MemoryAccess::Write, 8192, 0);
    CHECK(read == value(MemoryAccess::Read, 640, 3));
    CHECK(value(MemoryAccess::Read, 4096, 0) == value(MemoryAccess::Read, 4096, 63));
    const std::uint64_t home = value(MemoryAccess::Chase, 64 * 64, 7);
    CHECK(home == value(MemoryAccess::Chase, 2 * 64 * 64, 7));
    for (std::uint64_t steps = 1; steps < 64; ++steps) CHECK(home != value(MemoryAccess::Chase, 64 * steps, 7));
}

TEST_CASE("a scratch file that cannot be made or grow ends the run in a sentence with actor and step") {
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before ? before : "";
    ScriptBuilder made;
    made.actor("writer", 1, {file(StepKind::FileWrite, 1 << 20)});
    const auto everyFault = [&](const std::string& wanted) {
        for (const Model* model : modelsOfScripts()) {
            INFO(model->name);
            CHECK(runScript(*model, made.script()).fault.find(wanted) == 0);
        }
    };
    ::setenv("TMPDIR", "/nonexistent", 1);
    everyFault("writer cannot make a file in /nonexistent: No such file or directory; make room in /nonexistent, or");
    ::unsetenv("TMPDIR");
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
    // A recording lies in memory that has a size as a file has: less than a mebibyte would cut it too.
    const rlimit small{std::size_t{16} << 20, limit.rlim_max};
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    made.text.actors[0].steps = {file(StepKind::FileWrite, std::size_t{17} << 20)};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    everyFault("writer at /steps/0 cannot write 17825792 bytes: File too large; make room in /tmp, or set TMPDIR to");
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    std::signal(SIGXFSZ, handler);
    if (before) ::setenv("TMPDIR", kept.c_str(), 1);
}

TEST_CASE("a timer keeps its grid after a miss when it is absolute, and begins a new one when it is relative") {
    using namespace std::chrono_literals;
    const StepTimer::Clock::time_point start{1s};
    StepTimer absolute, relative;
    for (StepTimer* timer : {&absolute, &relative}) timer->begin(start);
    CHECK(absolute.next(1000, TimerMode::Absolute, start) == start + 1ms);
    CHECK(relative.next(1000, TimerMode::Relative, start) == start + 1ms);
    // Worked for too long: the second period was over half a millisecond ago.
    CHECK(absolute.next(1000, TimerMode::Absolute, start + 2500us) == start + 2ms);
    CHECK(relative.next(1000, TimerMode::Relative, start + 2500us) == start + 2ms);
    CHECK(absolute.next(1000, TimerMode::Absolute, start + 2600us) == start + 3ms);
    CHECK(relative.next(1000, TimerMode::Relative, start + 2600us) == start + 3500us);
}

TEST_CASE("periods end a period apart, and how late each was is on a counter") {
    ScriptBuilder made;
    Step timer = does(StepKind::Timer, noObject, 2000);
    timer.timer = TimerMode::Absolute;
    made.actor("beat", 2, {loops(10, {timer, runs(10)})});
    const Scripted ran = expectSame(made.script());
    for (const auto& lane : ran.run().workers) {
        std::vector<Time> ends;
        for (std::size_t i = 0; i < lane->spans.size(); ++i)
            if (lane->spans[i].state == State::Idle && ran.trace->name(lane->spans[i].name) == "timer")
                ends.push_back(lane->spans[i].end);
        REQUIRE(ends.size() == 10);
        // However late they are: none before its time.
        for (std::size_t i = 0; i < ends.size(); ++i)
            CHECK(ends[i] - lane->begin >= static_cast<Duration>(i + 1) * 2'000'000);
    }
    std::size_t samples = 0;
    for (const auto& lane : ran.run().counters)
        if (lane->name == "beat late") samples += lane->points.size();
    CHECK(samples == 20);
}

TEST_CASE("who waits for a condition until a counter is high enough goes on only then, however often it is woken") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex), condition = made.object("C", ObjectKind::Condition);
    const auto counter = made.object("n", ObjectKind::Counter);
    const Step take = does(StepKind::Lock, lock), leave = does(StepKind::Unlock, lock);
    made.actor("waiter", 3, {loops(20, {take, waitsUntil(condition, lock, counter, 4), leave, runs(1)})});
    made.actor(
        "adder", 4,
        {does(StepKind::Sleep, noObject, 1000), take, does(StepKind::Add, counter),
         does(StepKind::NotifyAll, condition), leave});
    const Scripted ran = expectSame(made.script());
    // Nobody computes before the last addition, which wakes them for the last time.
    Time last = 0, first = std::numeric_limits<Time>::max();
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i)
        if (ran.run().edges[i].fromLane >= 3 && ran.run().edges[i].toLane < 3)
            last = std::max(last, ran.run().edges[i].fromTime);
    for (std::size_t w = 0; w < 3; ++w)
        for (std::size_t i = 0; i < ran.run().workers[w]->spans.size(); ++i)
            if (const Span& span = ran.run().workers[w]->spans[i]; span.state == State::Useful)
                first = std::min(first, span.begin);
    CHECK(last > 0);
    CHECK(last < first);
}

TEST_CASE("a spawned actor begins when it is spawned, and who joins goes on when the last has ended") {
    ScriptBuilder made;
    made.actor(
        "parent", 2,
        {loops(
            3, {runs(50), actorStep(StepKind::Spawn, 1, 2), actorStep(StepKind::Spawn, 2), runs(10),
                actorStep(StepKind::Join, 1), runs(20)})});
    made.actor("child", 1, {runs(2000)}).spawned = true;
    made.actor("loner", 1, {runs(5)}).spawned = true;
    const Script script = made.script();
    CHECK(script.actors()[1].count == 12);
    CHECK(script.instances() == 2 + 12 + 6);
    CHECK(script.totals().tasks == 2 * 3 * 3 + 12 + 6);
    const Scripted ran = expectSame(script);
    std::size_t spawns = 0, joins = 0;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) {
        const Edge& edge = ran.run().edges[i];
        const bool spawn = edge.toLane >= 2;
        (spawn ? spawns : joins) += 1;
        if (spawn) CHECK(edge.fromLane < 2);
        if (!spawn) CHECK((edge.fromLane >= 2 && edge.fromLane < 14));
    }
    CHECK(spawns == 18);
    CHECK(joins > 0);
    CHECK(joins == waits(ran.run(), State::Lock));
    // A lane lives from its spawn on.
    for (std::size_t lane = 2; lane < 20; ++lane) CHECK(ran.run().workers[lane]->begin > ran.run().workers[0]->begin);
}

TEST_CASE("actors may spawn their own kind, as chance decides, and put what others take: always the same") {
    ScriptBuilder made;
    const auto queue = made.object("q", ObjectKind::Queue, 2);
    Step branch = does(StepKind::Branch, noObject, 0.4);
    branch.body = {actorStep(StepKind::Spawn, 1, 2), actorStep(StepKind::Join, 1)};
    made.actor("root", 1, {actorStep(StepKind::Spawn, 1, 6), eachOf(queue, {runs(2)}), actorStep(StepKind::Join, 1)});
    made.actor("node", 1, {runs(20), does(StepKind::Put, queue), loops(1, {branch})}).spawned = true;
    std::optional<Script> some;  // of a size that shows something
    for (made.text.seed = 1; made.text.seed < 200 && !some; ++made.text.seed)
        if (auto script = Script::make(made.text); script && script->instances() >= 10 && script->instances() <= 40)
            some = *std::move(script);
    REQUIRE(some);
    for (int i = 0; i < 5; ++i) expectSame(*some);
}

TEST_CASE("who joins actors that wait for what nobody does is named in the deadlock") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor(
        "parent", 1,
        {does(StepKind::Lock, lock), actorStep(StepKind::Spawn, 1), actorStep(StepKind::Join, 1),
         does(StepKind::Unlock, lock)});
    made.actor("child", 1, {does(StepKind::Lock, lock), does(StepKind::Unlock, lock)}).spawned = true;
    const Scripted ran = runScript(*findModel("threads"), made.script());
    CHECK(ran.fault == "deadlock: no actor can go on: parent waits for child, child waits for L");
}

TEST_CASE("who calls a service waits for its reply, whoever serves, and a service may call another") {
    ScriptBuilder made;
    const auto front = made.object("front", ObjectKind::Service), back = made.object("back", ObjectKind::Service);
    made.actor("client", 4, {loops(10, {runs(5), does(StepKind::Call, front), runs(5)})});
    made.actor("front", 2, {serves(front, {runs(100), does(StepKind::Call, back)})});
    made.actor("back", 1, {loops(40, {serves(back, {runs(50)}, 1)})});
    const Script script = made.script();
    CHECK(script.totals().tasks == 80 + 40 + 40);
    const Scripted ran = expectSame(script);
    CHECK(waits(ran.run(), State::Queue) >= 80);  // each caller waits for its reply
    std::size_t replies = 0, requests = 0;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) {
        const Edge& edge = ran.run().edges[i];
        replies += edge.fromLane > edge.toLane;
        requests += edge.fromLane < edge.toLane;
    }
    CHECK(replies == 80);
    CHECK(requests > 0);
}

TEST_CASE("a background service ends when all who call it have ended, and is no part of the result") {
    ScriptBuilder made;
    const auto server = made.object("server", ObjectKind::Service);
    made.actor("client", 3, {loops(5, {does(StepKind::Call, server)})});
    made.actor("server", 2, {serves(server, {runs(20)})}).background = true;
    const auto start = std::chrono::steady_clock::now();
    const Scripted ran = expectSame(made.script());
    CHECK(ran.got.tasks == 0);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("who calls a service that waits for what the caller holds is named in the deadlock") {
    ScriptBuilder made;
    const auto server = made.object("server", ObjectKind::Service), lock = made.object("L", ObjectKind::Mutex);
    made.actor("client", 1, {does(StepKind::Lock, lock), does(StepKind::Call, server), does(StepKind::Unlock, lock)});
    made.actor("server", 1, {serves(server, {does(StepKind::Lock, lock), does(StepKind::Unlock, lock)})});
    const Scripted ran = runScript(*findModel("threads"), made.script());
    CHECK(ran.fault == "deadlock: no actor can go on: client waits for server, server waits for L");
}

TEST_CASE("an actor's priority is that of its thread and of no other") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor("low", 1, {does(StepKind::Lock, lock), runs(10), does(StepKind::Unlock, lock)}).priority = 7;
    made.actor("usual", 1, {does(StepKind::Lock, lock), runs(10), does(StepKind::Unlock, lock)});
    expectSame(made.script());
    const int before = ::getpriority(PRIO_PROCESS, 0);
    int nice = 0;
    bool set = false;
    std::thread([&] {
        set = setOwnPriority(19);
        nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)));
    }).join();
    CHECK(set);
    CHECK(nice == 19);
    CHECK(::getpriority(PRIO_PROCESS, 0) == before);
    CHECK(priorityAllowed(19));
}
