// Every construct of the table under every model that uses it, on scripts made for its kind: a new one is tested
// without a line here.
#include "engine/constructs/construct.h"
#include "engine/scripts/shared_region.h"
#include "tests/models/script_run.h"
#include "tests/support/script_text.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <set>

using namespace corelane;
using namespace corelane::test;

namespace {

struct Use {
    const Model* model;
    const Construct* construct;
    Given options;
};

// What can be chosen, and what a model uses where it leaves no choice.
std::vector<Use> uses() {
    std::vector<Use> all;
    for (const Model* model : modelsOfScripts()) {
        if (model->constructs.empty()) continue;
        for (std::size_t i = 0; i < objectKindNames().size(); ++i) {
            const auto made = constructsFor(model->constructs, static_cast<ObjectKind>(i));
            const bool choice = std::ranges::any_of(
                model->options, [&](const Option& option) { return option.name == objectKindNames()[i]; });
            for (const Construct* construct : made) {
                if (choice)
                    all.push_back(
                        {model, construct, {{std::string(objectKindNames()[i]), std::string(construct->name)}}});
                else if (construct == made.front())
                    all.push_back({model, construct, {}});
            }
        }
    }
    return all;
}

std::uint32_t declare(ScriptBuilder& made, const Construct& construct, std::uint32_t capacity = 1) {
    const auto object = made.object("X", construct.kind, capacity);
    made.text.objects.back().recursive = construct.recursive;
    return object;
}

Step counted(Step step, std::uint64_t count) {
    step.count = count;
    return step;
}
Step named(Step step, const char* label) {
    step.label = label;
    return step;
}

// Many actors on one object X, with what the trace must show of it.
struct Contended {
    Script script;
    int mostAtOnce = 64;  // actors that compute
    State state = State::Lock;
    bool waits = true;  // surely somebody has to
};
Contended contended(const Construct& construct) {
    ScriptBuilder made;
    const auto loop = [](std::vector<Step> steps) { return std::vector<Step>{loops(30, std::move(steps))}; };
    switch (construct.kind) {
    case ObjectKind::Mutex: {
        const auto lock = declare(made, construct);
        Step attempt = does(StepKind::TryLock, lock);
        attempt.otherwise = {does(StepKind::Sleep, noObject, 10)};
        // It is held while its holder sleeps: so others surely come meanwhile, however few threads there are.
        const Step sleeps = does(StepKind::Sleep, noObject, 20);
        std::vector<Step> steps = {
            does(StepKind::Lock, lock), runs(50), sleeps, runs(50), does(StepKind::Unlock, lock)};
        if (construct.recursive)
            steps = {does(StepKind::Lock, lock),   does(StepKind::Lock, lock),  runs(50), sleeps, runs(50),
                     does(StepKind::Unlock, lock), does(StepKind::Unlock, lock)};
        made.actor("locker", 3, loop(steps));
        made.actor("trier", 1, loop({attempt, runs(20), does(StepKind::Unlock, lock)}));
        return {made.script(), 1};
    }
    case ObjectKind::SharedMutex: {
        const auto lock = declare(made, construct);
        made.actor(
            "reader", 3,
            loop(
                {does(StepKind::SharedLock, lock), runs(100), does(StepKind::Unlock, lock),
                 does(StepKind::Sleep, noObject, 20)}));
        made.actor(
            "writer", 2,
            loop(
                {does(StepKind::Lock, lock), does(StepKind::Sleep, noObject, 20), named(runs(100), "alone"),
                 does(StepKind::Unlock, lock)}));
        return {made.script(), 3};
    }
    case ObjectKind::Semaphore: {
        const auto units = declare(made, construct, 2);
        made.actor(
            "worker", 5,
            loop(
                {does(StepKind::Acquire, units), runs(50), does(StepKind::Sleep, noObject, 50), runs(50),
                 does(StepKind::Release, units)}));
        return {made.script(), 2};
    }
    case ObjectKind::Event: {
        const auto event = declare(made, construct);
        const auto seen = made.object("seen", ObjectKind::Barrier, 4);
        made.actor(
            "runner", 3,
            loop(
                {does(StepKind::Wait, event), runs(10), does(StepKind::Barrier, seen),
                 does(StepKind::Barrier, seen)}));
        made.actor(
            "starter", 1,
            loop(
                {runs(200), does(StepKind::Set, event), does(StepKind::Barrier, seen), does(StepKind::Clear, event),
                 does(StepKind::Barrier, seen)}));
        return {made.script()};
    }
    case ObjectKind::Latch: {
        const auto latch = declare(made, construct, 3);
        made.actor("runner", 3, {does(StepKind::Wait, latch), runs(10), does(StepKind::Wait, latch)});
        made.actor("starter", 3, {runs(5'000), does(StepKind::Set, latch)});
        return {made.script()};
    }
    case ObjectKind::Condition: {
        const auto condition = declare(made, construct);
        const auto lock = made.object("L", ObjectKind::Mutex), there = made.object("there", ObjectKind::Semaphore, 1);
        // Whoever says that it is there holds the lock until it waits.
        made.actor(
            "waiter", 3,
            loop(
                {does(StepKind::Lock, lock), does(StepKind::Release, there), waitsFor(condition, lock),
                 named(runs(20), "alone"), does(StepKind::Unlock, lock)}));
        made.actor(
            "notifier", 1,
            {does(StepKind::Acquire, there),
             loops(
                 30, {counted(does(StepKind::Acquire, there), 3), runs(50), does(StepKind::Lock, lock),
                      does(StepKind::NotifyOne, condition), does(StepKind::NotifyAll, condition),
                      does(StepKind::Unlock, lock)})});
        return {made.script()};
    }
    case ObjectKind::Barrier: {
        const auto barrier = declare(made, construct, 4);
        made.actor("fast", 3, loop({runs(10), does(StepKind::Barrier, barrier)}));
        made.actor("slow", 1, loop({runs(200), does(StepKind::Barrier, barrier)}));
        return {made.script()};
    }
    case ObjectKind::Queue: {
        const auto queue = declare(made, construct, 2), out = made.object("out", construct.kind, 1);
        made.actor("source", 2, loop({does(StepKind::Put, queue), runs(5)}));
        made.actor("stage", 3, {eachOf(queue, {runs(50), does(StepKind::Put, out)})});
        made.actor("sink", 1, {eachOf(out, {runs(1)})});
        return {made.script(), 64, State::Queue};
    }
    case ObjectKind::Counter: {
        const auto counter = declare(made, construct);
        made.actor("adder", 4, loop({counted(does(StepKind::Add, counter), 2'000), runs(5)}));
        Contended script{made.script()};
        script.waits = false;
        return script;
    }
    case ObjectKind::Service:  // comes with its actor
        break;
    }
    CORELANE_ASSERT(false);
}

// An actor waits for X, and the one that X needs waits for the queue "answer", which nobody puts into before. Nothing
// for a kind that nobody waits for.
std::optional<ScriptBuilder> stuck(const Construct& construct) {
    ScriptBuilder made;
    const auto answer = made.object("answer", ObjectKind::Queue, 2);
    const Step asks = does(StepKind::Put, answer), waits = does(StepKind::Get, answer);
    std::vector<Step> waiter, helper;
    switch (construct.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::SharedMutex: {
        const auto lock = declare(made, construct), held = made.object("held", ObjectKind::Event);
        waiter = {does(StepKind::Wait, held), does(StepKind::Lock, lock), asks, does(StepKind::Unlock, lock)};
        helper = {does(StepKind::Lock, lock), does(StepKind::Set, held), waits, does(StepKind::Unlock, lock)};
        break;
    }
    case ObjectKind::Semaphore: {
        const auto units = declare(made, construct);
        waiter = {counted(does(StepKind::Acquire, units), 2), asks, counted(does(StepKind::Release, units), 2)};
        helper = {waits, does(StepKind::Release, units), does(StepKind::Acquire, units)};
        break;
    }
    case ObjectKind::Event:
    case ObjectKind::Latch: {
        const auto opening = declare(made, construct);
        waiter = {does(StepKind::Wait, opening), asks};
        helper = {waits, does(StepKind::Set, opening)};
        break;
    }
    case ObjectKind::Condition: {
        const auto condition = declare(made, construct), lock = made.object("L", ObjectKind::Mutex);
        waiter = {does(StepKind::Lock, lock), waitsFor(condition, lock), does(StepKind::Unlock, lock), asks};
        helper = {
            waits, does(StepKind::Lock, lock), does(StepKind::NotifyAll, condition), does(StepKind::Unlock, lock)};
        break;
    }
    case ObjectKind::Barrier: {
        const auto barrier = declare(made, construct, 2);
        waiter = {does(StepKind::Barrier, barrier), asks};
        helper = {waits, does(StepKind::Barrier, barrier)};
        break;
    }
    case ObjectKind::Queue: {
        // A full one: a script that takes what nobody puts is refused before it runs.
        const auto queue = declare(made, construct, 1);
        waiter = {does(StepKind::Put, queue), does(StepKind::Put, queue), asks};
        helper = {waits, does(StepKind::Get, queue), does(StepKind::Get, queue)};
        break;
    }
    case ObjectKind::Counter:
    case ObjectKind::Service:
        return std::nullopt;
    }
    made.actor("waiter", 1, waiter);
    made.actor("helper", 1, helper);
    return made;
}

bool spins(const Construct& construct, const ScriptObject& object) {
    const auto region = SharedRegion::make(1 << 20);  // where those of processes lie
    REQUIRE(region);
    return construct.make && construct.make(object, 1)->spins();
}

// No useful span overlaps one that is called "alone".
bool aloneIsAlone(const Scripted& ran) {
    struct Piece {
        Time begin, end;
        bool alone;
    };
    std::vector<Piece> pieces;
    for (const auto& lane : actorLanes(ran.run()))
        for (std::size_t i = 0; i < lane->spans.size(); ++i)
            if (const Span& span = lane->spans[i]; span.state == State::Useful)
                pieces.push_back({span.begin, span.end, ran.trace->name(span.name) == "alone"});
    return std::ranges::none_of(pieces, [&](const Piece& one) {
        return one.alone && std::ranges::any_of(pieces, [&](const Piece& other) {
                   return &one != &other && other.begin < one.end && one.begin < other.end;
               });
    });
}

}  // namespace

TEST_CASE("every construct is used by a model, and its family's first of a kind without being asked for") {
    std::set<std::string_view> used;
    for (const Use& use : uses()) used.insert(use.construct->name);
    for (const Construct* construct : constructs()) {
        INFO(construct->name);
        CHECK(used.count(construct->name) == 1);
        CHECK(findConstruct(construct->name) == construct);
        CHECK(!construct->summary.empty());
        CHECK(!construct->summary.ends_with('.'));
    }
    for (const Model* model : modelsOfScripts())
        for (const Option& option : model->constructs.empty() ? std::span<const Option>() : model->options)
            if (const auto kind = std::ranges::find(objectKindNames(), option.name); kind != objectKindNames().end())
                CHECK(
                    std::get<std::string_view>(option.fallback) ==
                    constructsFor(model->constructs, static_cast<ObjectKind>(kind - objectKindNames().begin()))
                        .front()
                        ->name);
}

TEST_CASE("every construct, contended: the result as in order, its bound kept, and every arrow within a wait") {
    for (const Use& use : uses()) {
        INFO(use.model->name << " " << use.construct->name);
        const Contended test = contended(*use.construct);
        const Scripted serial = runScript(*findModel("serial"), test.script);
        const Scripted ran = runScript(*use.model, test.script, use.options);
        CHECK(ran.fault.empty());
        CHECK(ran.got == serial.got);
        CHECK(ran.got.tasks == test.script.totals().tasks);
        expectEdgesWithinWaits(*ran.trace);
        if (use.construct->kind != ObjectKind::Counter) CHECK(mostComputing(ran.run()) <= test.mostAtOnce);
        CHECK(aloneIsAlone(ran));
        // Waits for X, by what the waiter did meanwhile.
        std::size_t parked = 0, spun = 0;
        for (const auto& lane : actorLanes(ran.run()))
            for (std::size_t i = 0; i < lane->spans.size(); ++i)
                if (const Span& span = lane->spans[i]; span.state == test.state) {
                    parked += ran.trace->name(span.name) == "X";
                    spun += ran.trace->name(span.name) == "X (spin)";
                }
        if (!spins(*use.construct, test.script.objects().front())) CHECK(spun == 0);
        if (test.waits) {
            CHECK(parked + spun > 0);
            CHECK(ran.run().edges.size() > 0);
        }
    }
}

TEST_CASE("every construct: who waits for what nobody will do is named within a second, and the run ends") {
    for (const Use& use : uses()) {
        const auto made = stuck(*use.construct);
        if (!made) continue;
        INFO(use.model->name << " " << use.construct->name);
        const Script script = made->script();
        const auto start = std::chrono::steady_clock::now();
        const Scripted ran = runScript(*use.model, script, use.options);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
        CHECK(ran.fault == "deadlock: no actor can go on: waiter waits for X, helper waits for answer");
    }
}

TEST_CASE("every construct: a run that stops lets those go who wait for it") {
    for (const Use& use : uses()) {
        auto made = stuck(*use.construct);
        if (!made) continue;
        INFO(use.model->name << " " << use.construct->name);
        made->actor(
            "printer", 1, {does(StepKind::Sleep, noObject, 3'000), named(does(StepKind::Fail), "out of paper")});
        CHECK(runScript(*use.model, made->script(), use.options).fault == "printer fails at /steps/0: out of paper");
    }
}

TEST_CASE("locks: a circle of waits is named, whatever the lock") {
    for (const Use& use : uses()) {
        if (use.construct->kind != ObjectKind::Mutex && use.construct->kind != ObjectKind::SharedMutex) continue;
        INFO(use.model->name << " " << use.construct->name);
        ScriptBuilder made;
        const auto one = declare(made, *use.construct), two = declare(made, *use.construct);
        made.text.objects[one].name = "fork 1";
        made.text.objects[two].name = "fork 2";
        const auto table = made.object("table", ObjectKind::Barrier, 2);
        const auto philosopher = [&](std::uint32_t first, std::uint32_t second) {
            return std::vector<Step>{does(StepKind::Lock, first),    does(StepKind::Barrier, table),
                                     does(StepKind::Lock, second),   runs(1),
                                     does(StepKind::Unlock, second), does(StepKind::Unlock, first)};
        };
        made.actor("Ann", 1, philosopher(one, two));
        made.actor("Ben", 1, philosopher(two, one));
        CHECK(
            runScript(*use.model, made.script(), use.options).fault ==
            "deadlock: Ann holds fork 1 and waits for fork 2, held by Ben, who waits for fork 1");
    }
}

TEST_CASE("locks: who tries for a time gives up when it is over, or goes on as soon as it has the lock") {
    for (const Use& use : uses()) {
        if (use.construct->kind != ObjectKind::Mutex && use.construct->kind != ObjectKind::SharedMutex) continue;
        INFO(use.model->name << " " << use.construct->name);
        ScriptBuilder made;
        const auto lock = declare(made, *use.construct), held = made.object("held", ObjectKind::Event);
        Step tries = does(StepKind::TryLock, lock);
        tries.within = std::chrono::milliseconds(3);
        tries.otherwise = {named(runs(1), "missed")};
        made.actor(
            "holder", 1,
            {does(StepKind::Lock, lock), does(StepKind::Set, held), does(StepKind::Sleep, noObject, 10'000),
             does(StepKind::Unlock, lock)});
        made.actor(
            "trier", 1, {does(StepKind::Wait, held), tries, named(runs(1), "got"), does(StepKind::Unlock, lock)});
        const Script script = made.script();
        const Scripted serial = runScript(*findModel("serial"), script);
        const Scripted ran = runScript(*use.model, script, use.options);
        CHECK(ran.fault.empty());
        CHECK(ran.got == serial.got);
        expectEdgesWithinWaits(*ran.trace);
        Duration waited = 0;
        int missed = 0, got = 0;
        for (const auto& lane : actorLanes(ran.run()))
            for (std::size_t i = 0; i < lane->spans.size(); ++i) {
                const Span& span = lane->spans[i];
                const std::string name = ran.trace->name(span.name);
                missed += name == "missed";
                got += name == "got";
                if (name == "X" || name == "X (spin)") waited += span.end - span.begin;
            }
        CHECK(missed >= 1);
        CHECK(got == 1);
        // None gave up early. How many did depends on how long the holder slept, which a busy machine decides.
        CHECK(waited >= missed * Duration(3'000'000));
    }
}

TEST_CASE("locks: actors that try for a time and let go again are no deadlock") {
    for (const Use& use : uses()) {
        if (use.construct->kind != ObjectKind::Mutex) continue;
        INFO(use.model->name << " " << use.construct->name);
        ScriptBuilder made;
        const auto one = declare(made, *use.construct), two = declare(made, *use.construct);
        const auto table = made.object("table", ObjectKind::Barrier, 2);
        const auto philosopher = [&](std::uint32_t first, std::uint32_t second, double pause) {
            Step tries = does(StepKind::TryLock, second);
            tries.within = std::chrono::microseconds(500);
            tries.otherwise = {
                does(StepKind::Unlock, first), does(StepKind::Sleep, noObject, pause), does(StepKind::Lock, first)};
            return std::vector<Step>{does(StepKind::Lock, first),    does(StepKind::Barrier, table), tries, runs(1),
                                     does(StepKind::Unlock, second), does(StepKind::Unlock, first)};
        };
        made.actor("Ann", 1, philosopher(one, two, 100));
        made.actor("Ben", 1, philosopher(two, one, 3'000));
        CHECK(runScript(*use.model, made.script(), use.options).fault.empty());
    }
}

TEST_CASE("correct scripts never raise a false alarm, whatever their objects are made of") {
    for (const Use& use : uses()) {
        INFO(use.model->name << " " << use.construct->name);
        const Contended test = contended(*use.construct);
        int alarms = 0;
        for (int i = 0; i < 5; ++i) alarms += runScript(*use.model, test.script, use.options).fault.empty() ? 0 : 1;
        CHECK(alarms == 0);
    }
}
