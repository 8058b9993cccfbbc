#include "tests/support/script_text.h"
#include "workloads/actor_needs.h"
#include "workloads/script.h"
#include "workloads/serial_order.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace corelane;
using namespace corelane::test;

namespace {

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
    Step branch = does(StepKind::Branch, noObject, 0.5);
    branch.body = {does(StepKind::Run, noObject, 1)};
    branch.otherwise = {does(StepKind::Sleep, noObject, 1)};
    ScriptBuilder made;
    made.actor("worker", 3, {loops(100, {branch, does(StepKind::Yield)})});
    const Script script = made.script();
    const auto first = kindsOf(script, 0);
    CHECK(first.size() == 200);
    CHECK(first == kindsOf(script, 0));
    CHECK(first != kindsOf(script, 1));
    CHECK(script.instanceName(1) == "worker 2");
    CHECK(serialDigest(script) == serialDigest(made.script()));
    made.text.seed = 2;
    const Script other = made.script();
    CHECK(first != kindsOf(other, 0));
    CHECK(serialDigest(script) != serialDigest(other));
}

TEST_CASE("every step of work is a task with an identity of its own") {
    ScriptBuilder made;
    made.actor("short", 2, {loops(3, {does(StepKind::Run, noObject, 1)})});
    made.actor("long", 1, {loops(5, {does(StepKind::Busy, noObject, 1)})});
    const Script script = made.script();
    CHECK(script.totals().tasks == 11);
    CHECK(script.naming().count() == 11);
    std::vector<int> seen(12);
    SerialOrder order(script);
    while (order.next() != nullptr) ++seen.at(order.program().task());
    CHECK(seen == std::vector<int>{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
}

TEST_CASE("what is done for items is counted by the item, whoever takes it") {
    ScriptBuilder made;
    made.object("q", ObjectKind::Queue, 4);
    Step each = does(StepKind::Each, 0);
    each.body = {does(StepKind::Run, noObject, 1), does(StepKind::Run, noObject, 1)};
    made.actor("consumer", 2, {each});
    made.actor("producer", 2, {loops(10, {does(StepKind::Put, 0)})});
    const Script script = made.script();
    CHECK(script.totals().puts[0] == 20);
    CHECK(script.totals().gets[0] == 20);
    CHECK(script.drained(0));
    CHECK(script.totals().tasks == 40);

    // By hand: all items to the second consumer, in reverse.
    std::vector<std::uint64_t> items;
    std::uint64_t digest = 0;
    for (const std::uint32_t producer : {2u, 3u}) {
        ActorProgram program(script, producer);
        while (program.next() != nullptr) items.push_back(program.itemValue());
        digest += program.digest();
    }
    ActorProgram idle(script, 0), busy(script, 1);
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
    CHECK(digest + idle.digest() + busy.digest() == serialDigest(script));
}

TEST_CASE("a failed try_lock runs its other steps, which are no part of the result") {
    ScriptBuilder made;
    made.object("L", ObjectKind::Mutex);
    Step attempt = does(StepKind::TryLock, 0);
    attempt.otherwise = {does(StepKind::Run, noObject, 1)};
    Step sleeps = does(StepKind::Branch, noObject, 0.5);
    sleeps.body = {does(StepKind::Sleep, noObject, 1)};
    made.actor("a", 1, {loops(20, {attempt, does(StepKind::Unlock, 0), sleeps})});
    const Script script = made.script();
    ActorProgram program(script, 0);
    int misses = 0;
    while (const Step* step = program.next()) {
        if (step->kind != StepKind::TryLock) continue;
        if (misses++ % 4 == 3) {
            program.locked();
            continue;
        }
        program.missed();
        CHECK(program.next()->kind == StepKind::Run);
        CHECK(program.task() == 0);
    }
    CHECK(misses == 80);
    CHECK(program.digest() == serialDigest(script));  // what is drawn after a miss is what is drawn without one
}

TEST_CASE("what cannot go well is refused, with the actor and the step") {
    ScriptBuilder made;
    made.object("L", ObjectKind::Mutex);
    made.object("B", ObjectKind::Barrier, 3);
    made.object("Q", ObjectKind::Queue, 2);
    made.object("C", ObjectKind::Condition);
    made.object("E", ObjectKind::Event);
    const auto withSteps = [&](std::uint32_t count, std::vector<Step> steps) {
        ScriptBuilder changed = made;
        changed.actor("worker", count, std::move(steps));
        return errorOf(changed.text);
    };
    const Step lock = does(StepKind::Lock, 0), unlock = does(StepKind::Unlock, 0);
    CHECK(withSteps(1, {lock, unlock}).empty());
    CHECK(
        withSteps(1, {unlock}) == "/actors/worker/steps/0: worker unlocks L, which it does not hold; lock it first");
    CHECK(
        withSteps(1, {lock, lock}) ==
        "/actors/worker/steps/0: worker locks L while it holds it, which would wait for ever; unlock it first, or "
        "make it recursive");
    CHECK(withSteps(1, {lock}) == "/actors/worker: worker ends while it holds L; unlock it before");
    CHECK(
        withSteps(1, {waitsFor(3, 0)}) ==
        "/actors/worker/steps/0: worker waits for C without holding L; lock it first");
    CHECK(
        withSteps(2, {does(StepKind::Barrier, 1)}) ==
        "/objects/B: a barrier of 3 at which 2 actors arrive 2 times in all, so that some would wait for ever; make "
        "these numbers fit");
    CHECK(withSteps(3, {does(StepKind::Barrier, 1)}).empty());
    CHECK(
        withSteps(1, {does(StepKind::Get, 2)}) ==
        "/actors/worker/steps/0: worker takes more from Q than is put into it; put more, or take less");
    CHECK(
        withSteps(1, {does(StepKind::Wait, 4)}) ==
        "/actors/worker/steps/0: worker waits for E, which is set 0 times and opens after 1; set it more often");
    CHECK(
        withSteps(1, {loops(0, {lock, unlock})}) ==
        "/actors/worker: worker has a loop that never ends; give it a number of rounds, or make the actor a "
        "background one");
    CHECK(
        withSteps(1'000'000, {lock, unlock}) ==
        "/actors/worker/count: the script would have 1000000 actors; 1 to 131072 are possible");
    CHECK(
        withSteps(1, {loops(4'000'000, {lock, unlock, does(StepKind::Yield)})}) ==
        "/actors/worker/steps/0: worker has made its part of 10000000 steps, which is the most of a script; let "
        "loops have fewer rounds");
}

TEST_CASE("rounds without any step do not keep whoever looks through them") {
    ScriptBuilder made;
    Step never = does(StepKind::Branch, noObject, 0);
    made.actor("idle", 1, {loops(1'000'000'000, {loops(1'000'000'000, {never})})});
    CHECK(errorOf(made.text).find("which is the most of a script") != std::string::npos);
}

TEST_CASE("a background actor that handles its locks badly is found before it runs") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor("worker", 1, {runs(1)});
    made.actor("hog", 1, {loops(0, {does(StepKind::Unlock, lock)})}).background = true;
    CHECK(errorOf(made.text) == "/actors/hog/steps/0: hog unlocks L, which it does not hold; lock it first");
}

TEST_CASE("every instance draws its own delay, always the same") {
    ScriptBuilder made;
    made.actor("late", 3, {runs(1)}).delay = {Amount::Kind::Uniform, 100, 200};
    const Script script = made.script();
    const double first = ActorProgram(script, 0).delay(), second = ActorProgram(script, 1).delay();
    CHECK(first == ActorProgram(script, 0).delay());
    CHECK(first != second);
    for (const double delay : {first, second}) CHECK((delay >= 100 && delay <= 200));
}

TEST_CASE("draws have the mean of their distribution and are never negative") {
    const std::pair<Amount, double> amounts[] = {
        {{Amount::Kind::Constant, 5, 0}, 5},
        {{Amount::Kind::Uniform, 2, 6}, 4},
        {{Amount::Kind::Exponential, 3, 0}, 3},
        {{Amount::Kind::Lognormal, 2, 0.5}, 2 * std::exp(0.125)}};
    for (const auto& [amount, mean] : amounts) {
        ScriptBuilder made;
        Step run = does(StepKind::Run);
        run.amount = amount;
        made.actor("a", 1, {loops(100'000, {run})});
        const Script script = made.script();
        ActorProgram program(script, 0);
        double sum = 0, least = 1e9;
        while (program.next() != nullptr) {
            sum += program.amount();
            least = std::min(least, program.amount());
        }
        CHECK(least >= 0);
        CHECK(std::abs(sum / 100'000 / mean - 1) < 0.02);
    }
}

TEST_CASE("what actors have for themselves is counted before it is made, all together") {
    ScriptBuilder made;
    constexpr std::uint64_t mebibyte = 1u << 20;
    made.actor(
        "reader", 4,
        {goesOver(MemoryAccess::Read, 64, 8 * mebibyte), goesOver(MemoryAccess::Write, 64, 16 * mebibyte),
         goesOver(MemoryAccess::Chase, 64, 8 * mebibyte), goesOver(MemoryAccess::Chase, 128, 8 * mebibyte)});
    CHECK(needsOf(made.text.actors[0]).memoryBytes() == 24 * mebibyte);
    CHECK(errorOf(made.text).empty());
    made.text.actors[0].count = 11;
    CHECK(
        errorOf(made.text) == "/actors/reader: reader makes it 264 MiB of memory for the whole script, and 256 MiB "
                              "is the most; let it have "
                              "less, or have fewer of it");
    made.text.actors.clear();
    made.actor("writer", 3, {file(StepKind::FileWrite, 100 * mebibyte)});
    CHECK(errorOf(made.text).find("writer makes it 300 MiB of files") != std::string::npos);
    made.text.actors.clear();
    made.actor("writer", 257, {file(StepKind::FileRead, 1)});
    CHECK(
        errorOf(made.text).find("writer makes it 257 actors with a file, and 256 is the most") != std::string::npos);
    for (const auto& [size, stride] : {std::pair{64, 128}, {64, 12}, {60, 8}, {64, 0}}) {
        made.text.actors.clear();
        made.actor("a", 1, {goesOver(MemoryAccess::Read, 8, std::uint64_t(size), std::uint32_t(stride))});
        CHECK(
            errorOf(made.text).find("a goes over memory of " + std::to_string(size) + " bytes") != std::string::npos);
    }
}

TEST_CASE("a wait for a counter needs enough additions by others, or its own before it") {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex), condition = made.object("C", ObjectKind::Condition);
    const auto counter = made.object("n", ObjectKind::Counter);
    const Step add = does(StepKind::Add, counter);
    const Step take = does(StepKind::Lock, lock), leave = does(StepKind::Unlock, lock);
    const Step wait = waitsUntil(condition, lock, counter, 3);
    const auto with = [&](std::vector<Step> before, std::vector<Step> after, std::vector<Step> others) {
        ScriptBuilder changed = made;
        std::vector<Step> steps = std::move(before);
        for (const Step& step : {take, wait, leave}) steps.push_back(step);
        steps.insert(steps.end(), after.begin(), after.end());
        changed.actor("waiter", 1, std::move(steps));
        changed.actor("other", 2, std::move(others));
        return errorOf(changed.text);
    };
    CHECK(
        with({}, {}, {add}) == "/actors/waiter/steps/0: waiter waits until n is at least 3, and without it no more "
                               "than 2 is added; add more, "
                               "or wait for less");
    CHECK(with({add}, {}, {add}).empty());
    CHECK(with({}, {add}, {add}).find("no more than 2 is added") != std::string::npos);
    CHECK(with({}, {}, {add, add}).empty());
    CHECK(with({}, {}, {loops(2, {add})}).empty());
    Step attempt = does(StepKind::TryLock, lock);
    attempt.otherwise = {add};
    CHECK(with({}, {}, {attempt, leave}).empty());  // chance may add enough
}

TEST_CASE("what is spawned is counted before the run, and what cannot go well with it is refused") {
    const auto with = [](std::vector<Step> root, std::vector<Step> child, auto change) {
        ScriptBuilder made;
        made.object("L", ObjectKind::Mutex);
        made.object("Q", ObjectKind::Queue, 2);
        made.actor("root", 1, std::move(root));
        made.actor("child", 1, std::move(child)).spawned = true;
        change(made.text);
        return errorOf(made.text);
    };
    const auto asItIs = [](ScriptText&) {};
    const Step spawn = actorStep(StepKind::Spawn, 1), join = actorStep(StepKind::Join, 1);
    CHECK(with({spawn, join}, {runs(1)}, asItIs).empty());
    CHECK(
        with({spawn}, {spawn}, asItIs) ==
        "/actors/child/steps/0: child spawns child once more, and the script has 131072 actors already; spawn fewer");
    CHECK(
        with({actorStep(StepKind::Spawn, 1, 1'000'000'000)}, {runs(1)}, asItIs) ==
        "/actors/root/steps/0: root spawns child once more, and the script has 131072 actors already; spawn fewer");
    CHECK(
        with({runs(1)}, {runs(1)}, asItIs) ==
        "/actors/child: child is a spawned actor that nobody spawns; add a step spawn, or let it begin with the run");
    CHECK(
        with({join}, {runs(1)}, asItIs) ==
        "/actors/root/steps/0: root joins child, which it never spawns; spawn it, or remove the step");
    CHECK(with({spawn}, {runs(1)}, [](ScriptText& text) {
              text.actors[1].spawned = false;
          }) == "/actors/root/steps/0: root spawns child, which begins with the run; make it a spawned one");
    CHECK(with({spawn}, {runs(1)}, [](ScriptText& text) {
              text.actors[1].background = true;
          }) == "/actors/child: child is a background actor and spawned; it can be one of them");
    CHECK(with({spawn}, {runs(1)}, [](ScriptText& text) {
              text.actors[0].spawned = true;
          }) == "/actors: none begins with the run but background ones; let one that is not spawned begin");
    Step attempt = does(StepKind::TryLock, 0);
    attempt.otherwise = {spawn};
    CHECK(
        with({attempt, does(StepKind::Unlock, 0)}, {runs(1)}, asItIs).find("so that chance says how many") !=
        std::string::npos);
    // Items that come only after the join come too late.
    CHECK(
        with({spawn, join, does(StepKind::Put, 1)}, {does(StepKind::Get, 1)}, asItIs) ==
        "/actors/child/steps/0: child takes more from Q than is put into it; put more, or take less");
    CHECK(with({spawn, eachOf(1, {runs(1)}), join}, {does(StepKind::Put, 1)}, asItIs).empty());
}

TEST_CASE("what spawned actors need for themselves counts as often as they are spawned") {
    ScriptBuilder made;
    made.actor("root", 1, {actorStep(StepKind::Spawn, 1, 30)});
    made.actor("child", 1, {goesOver(MemoryAccess::Read, 8, 10u << 20)}).spawned = true;
    CHECK(errorOf(made.text).find("child makes it 300 MiB of memory") != std::string::npos);
}

TEST_CASE("calls that nobody serves, and services that nobody calls, are found before the run") {
    const auto with = [](std::vector<Step> client, std::vector<Step> server) {
        ScriptBuilder made;
        made.object("server", ObjectKind::Service);
        made.object("other", ObjectKind::Service);
        made.actor("client", 2, std::move(client));
        made.actor("server", 1, std::move(server));
        return errorOf(made.text);
    };
    const Step call = does(StepKind::Call, 0), one = serves(0, {runs(1)}, 1);
    CHECK(with({call}, {serves(0, {runs(1)})}).empty());
    CHECK(with({call}, {one, one}).empty());
    CHECK(
        with({call}, {one}) ==
        "/actors/server: server serves 1 of 2 calls, and who makes the others would wait for ever; serve all");
    CHECK(
        with({call}, {loops(3, {one})}) ==
        "/actors/server/steps/0: server serves more calls than are made to it; serve fewer");
    CHECK(
        with({call}, {serves(0, {call})}) ==
        "/actors/server: server calls itself, and would wait for its own reply; let another actor serve that");
    CHECK(
        with({call, serves(1, {runs(1)})}, {serves(0, {does(StepKind::Call, 1)})})
            .find("let services not call each other in a circle") != std::string::npos);
}
