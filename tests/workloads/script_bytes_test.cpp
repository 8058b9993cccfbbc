#include "tests/support/script_text.h"
#include "workloads/actor_program.h"
#include "workloads/script_bytes.h"

using namespace corelane;
using namespace corelane::test;

namespace {

// One of everything that a script may say.
Script rich() {
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.text.objects.back().recursive = true;
    const auto queue = made.object("Q", ObjectKind::Queue, 7);
    Step tries = does(StepKind::TryLock, lock);
    tries.within = std::chrono::microseconds(250);
    tries.otherwise = {runs(3), does(StepKind::Yield)};
    Step draws = runs(5);
    draws.amount = {Amount::Kind::Lognormal, 5, 0.5};
    draws.label = "draw";
    ScriptActor& first = made.actor(
        "first", 3,
        {loops(4, {tries, draws, does(StepKind::Unlock, lock), does(StepKind::Put, queue)}),
         goesOver(MemoryAccess::Chase, 4096, 8192, 128)});
    first.priority = 5;
    first.cores = {1, 0};
    first.delay = {Amount::Kind::Uniform, 1, 9};
    made.actor("second", 1, {eachOf(queue, {runs(1), file(StepKind::FileWrite, 100, true)})});
    made.text.seed = 77;
    made.text.patienceMs = 1234;
    return made.script();
}

// All an actor's steps come to, in order.
std::string told(const Script& script) {
    std::string out = std::to_string(script.seed()) + ' ' + std::to_string(script.patienceMs());
    for (const ScriptActor& actor : script.actors())
        out += ' ' + actor.name + std::to_string(actor.count) + std::to_string(actor.priority) +
               std::to_string(actor.cores.size()) + std::to_string(actor.delay.second);
    for (std::uint32_t i = 0; i < script.instances(); ++i) {
        ActorProgram program(script, i);
        for (const Step* step = program.next(); step; step = program.next()) {
            out += ' ' + std::string(stepKindName(step->kind)) + step->label + step->place +
                   std::to_string(program.amount()) + std::to_string(step->within.count()) +
                   std::to_string(step->otherwise.size());
            if (step->kind == StepKind::TryLock) program.locked();
            if (step->kind == StepKind::Each) program.closed();
        }
    }
    return out;
}

}  // namespace

TEST_CASE("a script read from its bytes is the same script") {
    const Script script = rich();
    const auto bytes = scriptBytes(script);
    const auto read = scriptFromBytes(bytes);
    INFO((read ? std::string() : read.error().message));
    REQUIRE(read);
    CHECK(scriptBytes(*read) == bytes);
    CHECK(told(*read) == told(script));
    CHECK(read->objects()[0].recursive);
    CHECK(read->objects()[1].capacity == 7);
    CHECK(read->totals().steps == script.totals().steps);
}

TEST_CASE("bytes of a script that are cut anywhere, or have one too many, are refused") {
    auto bytes = scriptBytes(rich());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(scriptFromBytes(std::span(bytes).first(size)));
    bytes.push_back(std::byte{0});
    CHECK_FALSE(scriptFromBytes(bytes));
}
