#include "workloads/script.h"
#include "workloads/serial_order.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

namespace corelane {
namespace {

Step stepOf(StepKind kind, std::uint32_t object = noObject, double amount = 0) {
    Step step;
    step.kind = kind;
    step.object = object;
    step.amount.first = amount;
    step.place = "/steps/0";
    return step;
}

Step loopOf(std::uint64_t rounds, std::vector<Step> body) {
    Step step = stepOf(StepKind::Loop);
    step.count = rounds;
    step.body = std::move(body);
    return step;
}

ScriptActor actorOf(std::string name, std::uint32_t count, std::vector<Step> steps) {
    ScriptActor actor;
    actor.name = std::move(name);
    actor.count = count;
    actor.steps = std::move(steps);
    return actor;
}

ScriptObject objectOf(std::string name, ObjectKind kind, std::uint32_t capacity = 1) {
    ScriptObject object;
    object.name = std::move(name);
    object.kind = kind;
    object.capacity = capacity;
    return object;
}

std::string errorOf(ScriptText text) {
    const auto script = Script::make(std::move(text));
    return script ? std::string() : script.error().message;
}

std::vector<StepKind> kindsOf(const Script& script, std::uint32_t instance) {
    std::vector<StepKind> kinds;
    ActorProgram program(script, instance);
    while (const Step* step = program.next()) {
        kinds.push_back(step->kind);
        if (step->kind == StepKind::TryLock) program.locked();
        if (step->kind == StepKind::Each) program.closed();
    }
    return kinds;
}

std::uint64_t serialDigest(const Script& script) {
    SerialOrder order(script);
    while (order.next() != nullptr) {}
    CHECK(!order.starved());
    CHECK(order.tasks() == script.totals().tasks);
    return order.digest();
}

}  // namespace

TEST_CASE("an actor's steps follow loops and branches, the same for the same seed") {
    Step branch = stepOf(StepKind::Branch, noObject, 0.5);
    branch.body = {stepOf(StepKind::Run, noObject, 1)};
    branch.otherwise = {stepOf(StepKind::Sleep, noObject, 1)};
    ScriptText text;
    text.actors = {actorOf("worker", 3, {loopOf(100, {branch, stepOf(StepKind::Yield)})})};
    const auto script = Script::make(text);
    REQUIRE(script);
    const auto first = kindsOf(*script, 0);
    CHECK(first.size() == 200);
    CHECK(first == kindsOf(*script, 0));
    CHECK(first != kindsOf(*script, 1));
    CHECK(script->instanceName(1) == "worker 2");
    const auto again = Script::make(text);
    text.seed = 2;
    const auto other = Script::make(text);
    REQUIRE((again && other));
    CHECK(first != kindsOf(*other, 0));
    CHECK(serialDigest(*script) == serialDigest(*again));
    CHECK(serialDigest(*script) != serialDigest(*other));
}

TEST_CASE("every step of work is a task with an identity of its own") {
    ScriptText text;
    text.actors = {
        actorOf("short", 2, {loopOf(3, {stepOf(StepKind::Run, noObject, 1)})}),
        actorOf("long", 1, {loopOf(5, {stepOf(StepKind::Busy, noObject, 1)})})};
    const auto script = Script::make(text);
    REQUIRE(script);
    CHECK(script->totals().tasks == 11);
    CHECK(script->naming().count() == 11);
    std::vector<int> seen(12);
    SerialOrder order(*script);
    while (order.next() != nullptr) ++seen.at(order.program().task());
    CHECK(seen == std::vector<int>{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
}

TEST_CASE("what is done for items is counted by the item, whoever takes it") {
    ScriptText text;
    text.objects = {objectOf("q", ObjectKind::Queue, 4)};
    Step each = stepOf(StepKind::Each, 0);
    each.body = {stepOf(StepKind::Run, noObject, 1), stepOf(StepKind::Run, noObject, 1)};
    text.actors = {actorOf("consumer", 2, {each}), actorOf("producer", 2, {loopOf(10, {stepOf(StepKind::Put, 0)})})};
    const auto script = Script::make(text);
    REQUIRE(script);
    CHECK(script->totals().puts[0] == 20);
    CHECK(script->totals().gets[0] == 20);
    CHECK(script->drained(0));
    CHECK(script->totals().tasks == 40);

    // By hand: all items to the second consumer, in reverse.
    std::vector<std::uint64_t> items;
    std::uint64_t digest = 0;
    for (const std::uint32_t producer : {2u, 3u}) {
        ActorProgram program(*script, producer);
        while (program.next() != nullptr) items.push_back(program.itemValue());
        digest += program.digest();
    }
    ActorProgram idle(*script, 0), busy(*script, 1);
    REQUIRE(idle.next() != nullptr);
    idle.closed();
    CHECK(idle.next() == nullptr);
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        REQUIRE(busy.next()->kind == StepKind::Each);
        busy.add(takenValue(*item));
        busy.took(*item);
        CHECK(busy.next()->kind == StepKind::Run);
        CHECK(busy.next()->kind == StepKind::Run);
    }
    busy.next();
    busy.closed();
    CHECK(busy.next() == nullptr);
    CHECK(digest + idle.digest() + busy.digest() == serialDigest(*script));
}

TEST_CASE("a failed try_lock runs its other steps, which are no part of the result") {
    ScriptText text;
    text.objects = {objectOf("L", ObjectKind::Mutex)};
    Step attempt = stepOf(StepKind::TryLock, 0);
    attempt.otherwise = {stepOf(StepKind::Run, noObject, 1)};
    text.actors = {actorOf("a", 1, {attempt, stepOf(StepKind::Unlock, 0)})};
    const auto script = Script::make(text);
    REQUIRE(script);
    ActorProgram program(*script, 0);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(program.next()->kind == StepKind::TryLock);
        program.missed();
        CHECK(program.next()->kind == StepKind::Run);
        CHECK(program.task() == 0);
    }
    CHECK(program.next()->kind == StepKind::TryLock);
    program.locked();
    CHECK(program.next()->kind == StepKind::Unlock);
    CHECK(program.next() == nullptr);
    CHECK(program.digest() == serialDigest(*script));
}

TEST_CASE("what cannot go well is refused, with the actor and the step") {
    ScriptText text;
    text.objects = {
        objectOf("L", ObjectKind::Mutex), objectOf("B", ObjectKind::Barrier, 3), objectOf("Q", ObjectKind::Queue, 2),
        objectOf("C", ObjectKind::Condition), objectOf("E", ObjectKind::Event)};
    const auto withSteps = [&](std::uint32_t count, std::vector<Step> steps) {
        ScriptText changed = text;
        changed.actors = {actorOf("worker", count, std::move(steps))};
        return errorOf(changed);
    };
    const Step lock = stepOf(StepKind::Lock, 0), unlock = stepOf(StepKind::Unlock, 0);
    CHECK(withSteps(1, {lock, unlock}).empty());
    CHECK(
        withSteps(1, {unlock}) == "/actors/worker/steps/0: worker unlocks L, which it does not hold; lock it first");
    CHECK(
        withSteps(1, {lock, lock}) ==
        "/actors/worker/steps/0: worker locks L while it holds it, which would wait for ever; unlock it first, or "
        "make it recursive");
    CHECK(withSteps(1, {lock}) == "/actors/worker: worker ends while it holds L; unlock it before");
    Step wait = stepOf(StepKind::Wait, 3);
    wait.mutex = 0;
    CHECK(withSteps(1, {wait}) == "/actors/worker/steps/0: worker waits for C without holding L; lock it first");
    CHECK(
        withSteps(2, {stepOf(StepKind::Barrier, 1)}) ==
        "/objects/B: a barrier of 3 at which 2 actors arrive 2 times in all, so that some would wait for ever; make "
        "these numbers fit");
    CHECK(withSteps(3, {stepOf(StepKind::Barrier, 1)}).empty());
    CHECK(
        withSteps(1, {stepOf(StepKind::Get, 2)}) ==
        "/actors/worker/steps/0: worker takes more from Q than is put into it; put more, or take less");
    CHECK(
        withSteps(1, {stepOf(StepKind::Wait, 4)}) ==
        "/actors/worker/steps/0: worker waits for E, which is set 0 times and opens after 1; set it more often");
    CHECK(
        withSteps(1, {loopOf(0, {lock, unlock})}) ==
        "/actors/worker: worker has a loop that never ends; give it a number of rounds, or make the actor a "
        "background one");
    CHECK(
        withSteps(1'000'000, {lock, unlock}) ==
        "/actors/worker/count: the script would have 1000000 actors; 1 to 131072 are possible");
    CHECK(
        withSteps(1, {loopOf(4'000'000, {lock, unlock, stepOf(StepKind::Yield)})}) ==
        "/actors/worker/steps/0: worker has made its part of 10000000 steps, which is the most of a script; let "
        "loops have fewer rounds");
}

TEST_CASE("draws have the mean of their distribution and are never negative") {
    const Amount amounts[] = {
        {Amount::Kind::Constant, 5, 0},
        {Amount::Kind::Uniform, 2, 6},
        {Amount::Kind::Exponential, 3, 0},
        {Amount::Kind::Lognormal, 2, 0.5}};
    for (const Amount& amount : amounts) {
        ScriptText text;
        Step run = stepOf(StepKind::Run);
        run.amount = amount;
        text.actors = {actorOf("a", 1, {loopOf(100'000, {run})})};
        const auto script = Script::make(text);
        REQUIRE(script);
        ActorProgram program(*script, 0);
        double sum = 0, least = 1e9;
        while (program.next() != nullptr) {
            sum += program.amount();
            least = std::min(least, program.amount());
        }
        CHECK(least >= 0);
        CHECK(std::abs(sum / 100'000 / amount.mean() - 1) < 0.02);
    }
}

}  // namespace corelane
