// Every model that runs scripts, on scripts for every kind of object: the same result as in order, and its waits
// recorded with what ended them.
#include "engine/models/model.h"
#include "engine/record/recording.h"
#include "engine/trace/reader.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>

namespace corelane {
namespace {

struct Made {
    ScriptText text;

    std::uint32_t object(std::string name, ObjectKind kind, std::uint32_t capacity = 1) {
        ScriptObject object;
        object.name = std::move(name);
        object.kind = kind;
        object.capacity = capacity;
        text.objects.push_back(object);
        return static_cast<std::uint32_t>(text.objects.size() - 1);
    }
    ScriptActor& actor(std::string name, std::uint32_t count, std::vector<Step> steps) {
        ScriptActor actor;
        actor.name = std::move(name);
        actor.count = count;
        actor.steps = std::move(steps);
        text.actors.push_back(actor);
        return text.actors.back();
    }
};

Step does(StepKind kind, std::uint32_t object = noObject, double amount = 0) {
    Step step;
    step.kind = kind;
    step.object = object;
    step.amount.first = amount;
    step.place = "/steps/0";
    return step;
}
Step run(double units) {
    return does(StepKind::Run, noObject, units);
}
Step loops(std::uint64_t rounds, std::vector<Step> body) {
    Step step = does(StepKind::Loop);
    step.count = rounds;
    step.body = std::move(body);
    return step;
}
Step eachOf(std::uint32_t queue, std::vector<Step> body) {
    Step step = does(StepKind::Each, queue);
    step.body = std::move(body);
    return step;
}
Step waitsFor(std::uint32_t condition, std::uint32_t mutex) {
    Step step = does(StepKind::Wait, condition);
    step.mutex = mutex;
    return step;
}

Script scriptOf(const Made& made) {
    auto script = Script::make(made.text);
    INFO((script ? std::string() : script.error().message));
    REQUIRE(script);
    return *std::move(script);
}

struct NoEdges : EdgeSource {
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    std::uint64_t edgeCount() const override { return 0; }
};

struct Scripted {
    Expected got;
    std::string fault;
    std::shared_ptr<const Trace> trace;
    const Run& run() const { return *trace->runs.at(0); }
};

Scripted runScript(const Model& model, const Script& script) {
    Reader reader;
    Writer writer([&](std::string_view bytes) -> Result<> { return reader.feed(bytes); }, Writer::Packing::Plain);
    writer.comparison({});
    RecordingSettings settings;
    settings.recorder.lanes = static_cast<int>(std::min(script.instances(), 64u)) + 1;
    settings.recorder.recordsPerLane = 1u << 14;
    const NoEdges edges;
    RunInfo info;
    info.number = 1;
    info.cores = allowedCores();
    info.graphs = script.naming().graphs();
    auto recording = Recording::start(info, settings, edges, writer);
    REQUIRE(recording);
    const auto options = Options::resolve(model.options, {});
    REQUIRE(options);
    const std::vector<int> cores = allowedCores();
    ScriptExecution execution{script, *options, cores, false, recording->recorder()};
    const auto ran = model.runScript(execution);
    INFO((ran ? std::string() : ran.error().message));
    CHECK(ran);
    Scripted scripted;
    Recorder& recorder = recording->recorder();
    scripted.got = {recorder.tasks(), recorder.digest()};
    scripted.fault = recorder.firstFault();
    REQUIRE(recording->finish({}, "", script.totals().tasks));
    writer.endComparison();
    REQUIRE(writer.flush());
    scripted.trace = reader.snapshot();
    return scripted;
}

std::vector<const Model*> modelsOfScripts() {
    std::vector<const Model*> all;
    for (const Model* model : models())
        if (model->runScript && (!model->unavailable || model->unavailable().empty())) all.push_back(model);
    return all;
}

// The same result as in order under every model, and what ran under the threads.
Scripted expectSame(const Script& script) {
    const Scripted serial = runScript(*findModel("serial"), script);
    CHECK(serial.fault.empty());
    CHECK(serial.got.tasks == script.totals().tasks);
    Scripted threads;
    for (const Model* model : modelsOfScripts()) {
        INFO(model->name);
        Scripted ran = runScript(*model, script);
        CHECK(ran.fault.empty());
        CHECK(ran.got == serial.got);
        if (model->name == "threads") threads = std::move(ran);
    }
    return threads;
}

// The most lanes that compute at a moment.
int mostComputing(const Run& run) {
    std::vector<std::pair<Time, int>> changes;
    for (const auto& lane : run.workers)
        for (std::size_t i = 0; i < lane->spans.size(); ++i)
            if (const Span& span = lane->spans[i]; span.state == State::Useful) {
                changes.emplace_back(span.begin, 1);
                changes.emplace_back(span.end, -1);
            }
    std::ranges::sort(changes);
    int now = 0, most = 0;
    for (const auto& [time, change] : changes) most = std::max(most, now += change);
    return most;
}

std::size_t waits(const Run& run, State state) {
    std::size_t count = 0;
    for (const auto& lane : run.workers)
        for (std::size_t i = 0; i < lane->spans.size(); ++i) count += lane->spans[i].state == state;
    return count;
}

}  // namespace

TEST_CASE("under a lock one actor computes at a time, and each wait was ended by a release") {
    Made made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor("worker", 4, {loops(50, {does(StepKind::Lock, lock), run(100), does(StepKind::Unlock, lock)})});
    const Scripted ran = expectSame(scriptOf(made));
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
    Made made;
    const auto units = made.object("S", ObjectKind::Semaphore, 2);
    made.actor(
        "worker", 8,
        {loops(
            10, {does(StepKind::Acquire, units), run(100), does(StepKind::Sleep, noObject, 50), run(100),
                 does(StepKind::Release, units)})});
    const Scripted ran = expectSame(scriptOf(made));
    CHECK(mostComputing(ran.run()) <= 2);
    CHECK(waits(ran.run(), State::Lock) > 0);
    CHECK(ran.run().edges.size() > 0);
}

TEST_CASE("an event and a latch let all go who wait, by one edge each") {
    Made made;
    const auto event = made.object("go", ObjectKind::Event), latch = made.object("ready", ObjectKind::Latch, 5);
    made.actor("runner", 5, {does(StepKind::Set, latch), does(StepKind::Wait, event), run(10)});
    made.actor(
        "starter", 1,
        {does(StepKind::Wait, latch), does(StepKind::Sleep, noObject, 20'000), does(StepKind::Set, event)});
    const Scripted ran = expectSame(scriptOf(made));
    // The starter slept long after the runners had begun to wait.
    std::size_t fromStarter = 0;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i) fromStarter += ran.run().edges[i].fromLane == 5;
    CHECK(fromStarter == 5);
}

TEST_CASE("conditions, barriers, shared locks, try_lock and counters give the same under every model") {
    Made made;
    const auto lock = made.object("L", ObjectKind::Mutex), shared = made.object("RW", ObjectKind::SharedMutex);
    const auto barrier = made.object("B", ObjectKind::Barrier, 4), counter = made.object("n", ObjectKind::Counter);
    Step attempt = does(StepKind::TryLock, lock);
    attempt.otherwise = {run(1)};
    Step add = does(StepKind::Add, counter);
    add.count = 100;
    made.actor(
        "worker", 4,
        {loops(
            50, {attempt, run(5), does(StepKind::Unlock, lock), add, does(StepKind::Barrier, barrier),
                 does(StepKind::SharedLock, shared), run(5), does(StepKind::Unlock, shared),
                 does(StepKind::Lock, shared), run(2), does(StepKind::Unlock, shared), does(StepKind::Yield)})});
    const Scripted ran = expectSame(scriptOf(made));
    CHECK(waits(ran.run(), State::Lock) > 0);
}

TEST_CASE("notify_all wakes those who wait for a condition, notify_one one of them") {
    Made made;
    const auto lock = made.object("L", ObjectKind::Mutex), condition = made.object("C", ObjectKind::Condition);
    made.actor(
        "waiter", 3, {does(StepKind::Lock, lock), waitsFor(condition, lock), run(5), does(StepKind::Unlock, lock)});
    made.actor(
        "notifier", 1,
        {does(StepKind::Sleep, noObject, 60'000), does(StepKind::NotifyOne, condition),
         does(StepKind::Sleep, noObject, 10'000), does(StepKind::NotifyAll, condition)});
    const Scripted ran = expectSame(scriptOf(made));
    std::map<Time, int> wakes;
    for (std::size_t i = 0; i < ran.run().edges.size(); ++i)
        if (ran.run().edges[i].fromLane == 3) ++wakes[ran.run().edges[i].fromTime];
    REQUIRE(wakes.size() == 2);
    CHECK(wakes.begin()->second == 1);
    CHECK(wakes.rbegin()->second == 2);
}

TEST_CASE("a bounded queue hands every item over once, through any number of stages") {
    Made made;
    const auto in = made.object("in", ObjectKind::Queue, 2), out = made.object("out", ObjectKind::Queue, 3);
    made.actor("source", 2, {loops(100, {run(2), does(StepKind::Put, in)})});
    made.actor("stage", 3, {eachOf(in, {run(5), does(StepKind::Put, out)})});
    made.actor("sink", 1, {eachOf(out, {run(1)})});
    const Scripted ran = expectSame(scriptOf(made));
    CHECK(waits(ran.run(), State::Queue) > 0);
    CHECK(ran.run().edges.size() > 0);
}

TEST_CASE("a background actor computes while others run, is no part of the result and ends with them") {
    Made made;
    Step forever = does(StepKind::Loop);
    forever.count = 0;
    forever.body = {run(50)};
    made.actor("hog", 1, {forever}).background = true;
    made.actor("worker", 2, {loops(20, {run(100)})});
    const Scripted ran = expectSame(scriptOf(made));
    CHECK(ran.got.tasks == 40);
}

TEST_CASE("a deadlock is named within a second, and the run ends") {
    Made made;
    const auto one = made.object("fork 1", ObjectKind::Mutex), two = made.object("fork 2", ObjectKind::Mutex);
    const auto barrier = made.object("table", ObjectKind::Barrier, 2);
    const auto philosopher = [&](std::uint32_t first, std::uint32_t second) {
        return std::vector<Step>{does(StepKind::Lock, first),    does(StepKind::Barrier, barrier),
                                 does(StepKind::Lock, second),   run(1),
                                 does(StepKind::Unlock, second), does(StepKind::Unlock, first)};
    };
    made.actor("Ann", 1, philosopher(one, two));
    made.actor("Ben", 1, philosopher(two, one));
    const Script script = scriptOf(made);
    const auto start = std::chrono::steady_clock::now();
    const Scripted ran = runScript(*findModel("threads"), script);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    CHECK(ran.fault == "deadlock: Ann holds fork 1 and waits for fork 2, held by Ben, who waits for fork 1");
}

TEST_CASE("actors that wait for what nobody does are told, whatever they wait for") {
    Made made;
    const auto units = made.object("S", ObjectKind::Semaphore, 1), lock = made.object("L", ObjectKind::Mutex);
    const auto condition = made.object("C", ObjectKind::Condition);
    made.actor("taker", 2, {does(StepKind::Acquire, units)});
    made.actor("waiter", 1, {does(StepKind::Lock, lock), waitsFor(condition, lock), does(StepKind::Unlock, lock)});
    const Scripted ran = runScript(*findModel("threads"), scriptOf(made));
    const bool first = ran.fault == "deadlock: no actor can go on: taker 1 waits for S, waiter waits for C";
    const bool second = ran.fault == "deadlock: no actor can go on: taker 2 waits for S, waiter waits for C";
    INFO(ran.fault);
    CHECK((first || second));
}

TEST_CASE("a step that fails ends the run in its own words, and lets those go who wait") {
    Made made;
    const auto barrier = made.object("B", ObjectKind::Barrier, 3);
    Step fails = does(StepKind::Fail);
    fails.label = "out of paper";
    made.actor("worker", 2, {does(StepKind::Barrier, barrier)});
    made.actor("printer", 1, {does(StepKind::Sleep, noObject, 20'000), fails, does(StepKind::Barrier, barrier)});
    const Scripted ran = runScript(*findModel("threads"), scriptOf(made));
    CHECK(ran.fault == "printer fails at /steps/0: out of paper");
}

TEST_CASE("more actors than threads are possible is an error before anything runs") {
    Made made;
    made.actor("worker", 1000, {run(1)});
    const Script script = scriptOf(made);
    auto recorder = Recorder::make({});
    REQUIRE(recorder);
    const auto options = Options::resolve(findModel("threads")->options, {});
    const std::vector<int> cores = allowedCores();
    ScriptExecution execution{script, *options, cores, false, *recorder};
    const auto ran = findModel("threads")->runScript(execution);
    REQUIRE(!ran);
    CHECK(
        ran.error().message ==
        "the script has 1000 actors, and a thread for each is possible up to 64; have fewer actors, or take a model "
        "without a thread an actor");
    CHECK(recorder->beginTime() == 0);
}

TEST_CASE("correct scripts never raise a false alarm") {
    Made made;
    const auto lock = made.object("L", ObjectKind::Mutex), queue = made.object("q", ObjectKind::Queue, 1);
    const auto units = made.object("S", ObjectKind::Semaphore, 1);
    made.actor(
        "put", 2, {loops(5, {does(StepKind::Lock, lock), does(StepKind::Unlock, lock), does(StepKind::Put, queue)})});
    made.actor("take", 2, {eachOf(queue, {does(StepKind::Acquire, units), run(1), does(StepKind::Release, units)})});
    const Script script = scriptOf(made);
    int alarms = 0;
    for (int i = 0; i < 200; ++i) alarms += runScript(*findModel("threads"), script).fault.empty() ? 0 : 1;
    CHECK(alarms == 0);
}

}  // namespace corelane
